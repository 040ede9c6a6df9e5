import { readFile } from 'node:fs/promises'
import { kill } from 'node:process'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { expect } from 'vitest'

interface TraceEvent {
  readonly name: string
  readonly args: { readonly data?: { readonly frames?: readonly { readonly processId?: number }[] } }
}

/**
 * The operating system's id of the process that renders a page. The browser says it itself at the start of a trace;
 * which process is new after a page was opened tells nothing, because Chromium keeps spare ones.
 */
export async function rendererOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline'], excludedCategories: ['*'] },
  })
  const complete = new Promise((resolve) => void session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await complete
  await session.detach()
  const frames = events.find(({ name }) => name === 'TracingStartedInBrowser')?.args.data?.frames ?? []
  const [processId] = frames.map((frame) => frame.processId)
  if (processId === undefined) throw new Error('The trace does not say which process renders the page')
  return processId
}

interface ChromiumProcess {
  readonly id: number
  readonly type: string
}

async function processesOf(session: CDPSession): Promise<ChromiumProcess[]> {
  return (await session.send('SystemInfo.getProcessInfo')).processInfo
}

/**
 * Prepares to end a browser as a power switch would. The function that comes back sends SIGKILL to each of its processes,
 * the browser itself first, before it returns; it resolves when all of them are gone.
 */
export async function aimAtBrowser(browser: Browser): Promise<() => Promise<void>> {
  const disconnected = new Promise((resolve) => void browser.once('disconnected', resolve))
  const processes = await processesOf(await browser.newBrowserCDPSession())
  const main = processes.filter(({ type }) => type === 'browser')
  expect(main).toHaveLength(1)
  return async () => {
    for (const { id } of [...main, ...processes]) killIfThere(id)
    await disconnected
    for (const { id } of processes) {
      await expect.poll(async () => isRunning(id), { timeout: 30_000 }).toBe(false)
    }
  }
}

/** SIGKILL for one process. */
export function killRenderer(processId: number): void {
  kill(processId, 'SIGKILL')
}

// The children of a browser that is gone may have followed it already.
function killIfThere(processId: number): void {
  try {
    kill(processId, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Whether a process runs; a zombie, dead but not yet fetched by its parent, does not. */
async function isRunning(processId: number): Promise<boolean> {
  try {
    const status = await readFile(`/proc/${processId}/stat`, 'latin1')
    return !status.slice(status.lastIndexOf(')')).startsWith(') Z')
  } catch {
    return false
  }
}
