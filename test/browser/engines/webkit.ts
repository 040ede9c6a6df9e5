import { createServer, type AddressInfo } from 'node:net'
import process, { env } from 'node:process'
import { requireProgram, startChild, type Child } from './child.js'
import { elementKey, type Driver, type Engine } from './driver.js'
import { descendantsOf, threadsOf } from './processes.js'

const driverProgram = {
  path: env['WEBKIT_DRIVER_PATH'] ?? '/usr/bin/WebKitWebDriver',
  remedy: 'apt-get install webkit2gtk-driver, or set WEBKIT_DRIVER_PATH to where it is',
}

// The browser that comes with WebKitGTK cannot do without a display.
const displayProgram = {
  path: env['XVFB_PATH'] ?? '/usr/bin/Xvfb',
  remedy: 'apt-get install xvfb, or set XVFB_PATH to where it is',
}

type Send = (method: string, path: string, body?: object, signal?: AbortSignal) => Promise<unknown>

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => void server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => void server.close(resolve))
  return port
}

function connectTo(base: string): Send {
  return async (method, path, body, signal) => {
    const request = body ? { method, body: JSON.stringify(body) } : { method }
    const response = await fetch(base + path, { ...request, signal: signal ?? null })
    const { value } = (await response.json()) as { readonly value: unknown }
    if (response.ok) return value
    const { error, message } = value as { readonly error: string; readonly message: string }
    throw new Error(`${error}: ${message}`)
  }
}

async function untilReady(send: Send, driver: Child): Promise<void> {
  let running = true
  void driver.ended.then(() => {
    running = false
  })
  while (running) {
    if (await send('GET', '/status').catch(() => null)) return
    await new Promise((resolve) => void setTimeout(resolve, 50))
  }
  throw new Error('WebKitWebDriver has ended before it was ready')
}

const workerThread = 'WebCore: Worker'
const startWorker = `
  const done = arguments[0]
  window.identifying = new Worker(URL.createObjectURL(new Blob(['postMessage(null)'])))
  window.identifying.onmessage = () => done()
`

/** How many threads of workers each process of pages has. */
async function countWorkers(driverId: number): Promise<Map<number, number>> {
  const counts = new Map<number, number>()
  for (const { id, name } of await descendantsOf(driverId)) {
    if (!name.startsWith('WebKitWebProces')) continue
    const threads = await threadsOf(id)
    counts.set(id, threads.filter((thread) => thread === workerThread).length)
  }
  return counts
}

/** Which process a page runs in: the one that has a thread more when the page has started a worker. */
async function processOfPage(send: Send, driverId: number): Promise<number> {
  const before = await countWorkers(driverId)
  await send('POST', '/execute/async', { script: startWorker, args: [] })
  const after = await countWorkers(driverId)
  const grown = [...after].filter(([id, count]) => count > (before.get(id) ?? 0))
  if (grown.length !== 1) throw new Error(`The page seems to run in ${grown.length} processes`)
  return grown[0]![0]
}

function driverOf(send: Send, driver: Child, display: Child): Driver {
  const find = async (path: string) => {
    const found = await send('POST', '/element', { using: 'xpath', value: path })
    return (found as Readonly<Record<string, string>>)[elementKey]!
  }
  return {
    openTab: async () => {
      const { handle } = (await send('POST', '/window/new', { type: 'tab' })) as { readonly handle: string }
      return handle
    },
    currentTab: async () => (await send('GET', '/window')) as string,
    switchTo: async (handle) => void (await send('POST', '/window', { handle })),
    goTo: async (url) => void (await send('POST', '/url', { url })),
    execute: async (script, args) => send('POST', '/execute/sync', { script, args }),
    click: async (path) => void (await send('POST', `/element/${await find(path)}/click`, {})),
    type: async (path, text) => void (await send('POST', `/element/${await find(path)}/value`, { text })),
    processOfPage: async () => processOfPage(send, driver.processId),
    closeTab: async () => void (await send('DELETE', '/window')),
    quit: async () => {
      // Lets the browser end its own processes; one that hangs ends with its display.
      await send('DELETE', '', undefined, AbortSignal.timeout(5_000)).catch(() => undefined)
      await driver.end()
      await display.end()
    },
  }
}

/** WebKitGTK: its own small browser, which keeps nothing in this mode. */
export const webkit: Engine = {
  name: 'WebKitGTK',
  launch: async () => {
    for (const program of [driverProgram, displayProgram]) requireProgram(program)
    const display = startChild(displayProgram, ['-displayfd', '1', '-nolisten', 'tcp'])
    const number = await display.printed(/^(\d+)\n/)
    const port = await freePort()
    const driver = startChild(driverProgram, [`--port=${port}`], {
      env: { ...process.env, DISPLAY: `:${number}` },
    })
    const base = `http://127.0.0.1:${port}`
    const send = connectTo(base)
    await untilReady(send, driver)
    const { sessionId } = (await send('POST', '/session', { capabilities: {} })) as {
      readonly sessionId: string
    }
    return driverOf(connectTo(`${base}/session/${sessionId}`), driver, display)
  },
}
