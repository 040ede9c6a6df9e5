import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { requireProgram, startChild, type Child } from './child.js'
import { elementKey, type Driver, type Engine } from './driver.js'
import { connectMarionette, type SendCommand } from './marionette.js'

const program = {
  path: env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr',
  remedy: 'apt-get install firefox-esr, or set FIREFOX_PATH to where it is',
}

const preferences = {
  'marionette.port': 0,
  // Tabs of one site share four processes otherwise, and these tests are about tabs that share none.
  'dom.ipc.processCount.webIsolated': 16,
  'app.normandy.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.proxy.type': 0,
  'toolkit.telemetry.server': 'data:,',
}

async function makeProfile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'budgetbook-firefox-'))
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  )
  await writeFile(join(directory, 'user.js'), lines.join(''))
  return directory
}

// Runs in the browser's own window: pages do not know their process.
const findProcess = `
  const { browsingContext } = gBrowser.browsers.find(({ currentURI }) => currentURI.spec === arguments[0])
  return browsingContext.currentWindowGlobal.osPid
`

function driverOf(send: SendCommand, firefox: Child, profile: string): Driver {
  const execute = async (script: string, args: readonly string[]) =>
    (await send('WebDriver:ExecuteScript', { script, args }))['value']
  const find = async (path: string) => {
    const { value } = await send('WebDriver:FindElement', { using: 'xpath', value: path })
    return (value as Readonly<Record<string, string>>)[elementKey]
  }
  return {
    openTab: async () =>
      (await send('WebDriver:NewWindow', { type: 'tab', focus: false }))['handle'] as string,
    currentTab: async () => (await send('WebDriver:GetWindowHandle'))['value'] as string,
    switchTo: async (handle) => void (await send('WebDriver:SwitchToWindow', { handle, focus: false })),
    goTo: async (url) => void (await send('WebDriver:Navigate', { url })),
    execute,
    click: async (path) => void (await send('WebDriver:ElementClick', { id: await find(path) })),
    type: async (path, text) =>
      void (await send('WebDriver:ElementSendKeys', { id: await find(path), text })),
    processOfPage: async () => {
      const url = (await execute('return location.href', [])) as string
      await send('Marionette:SetContext', { value: 'chrome' })
      const processId = (await execute(findProcess, [url])) as number
      await send('Marionette:SetContext', { value: 'content' })
      return processId
    },
    closeTab: async () => void (await send('WebDriver:CloseWindow')),
    quit: async () => {
      await firefox.end()
      await rm(profile, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

/** Firefox: in regular mode, on a profile of its own. */
export const firefox: Engine = {
  name: 'Firefox',
  launch: async () => {
    requireProgram(program)
    const profile = await makeProfile()
    const child = startChild(program, [
      '--headless',
      '--no-remote',
      '--marionette',
      '--remote-allow-system-access',
      '--profile',
      profile,
    ])
    const port = await child.printed(/Marionette\s+INFO\s+Listening on port (\d+)\n/)
    const send = await connectMarionette(Number(port))
    await send('WebDriver:NewSession')
    return driverOf(send, child, profile)
  },
}
