import type { Page } from 'playwright-core'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args: {
    readonly name?: string
    readonly data?: { readonly frames?: readonly { readonly processId?: number }[] }
  }
}

/** A stretch of work of the page's main thread, in milliseconds. Its length leaves out what others used the processor for. */
export interface Work {
  readonly from: number
  readonly length: number
}

/** Does something in the page, and gives what its main thread worked on meanwhile. */
export async function traceWork(page: Page, during: () => Promise<void>): Promise<Work[]> {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'],
      excludedCategories: ['*'],
    },
  })
  await during()
  const complete = new Promise((resolve) => void session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await complete
  await session.detach()
  const start = events.find(({ name }) => name === 'TracingStartedInBrowser')
  const processId = start?.args.data?.frames?.[0]?.processId
  const main = events.find(
    ({ name, pid, args }) => name === 'thread_name' && pid === processId && args.name === 'CrRendererMain',
  )
  return events
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === processId && tid === main?.tid)
    .map(({ ts, dur = 0, tdur = dur }) => ({ from: ts / 1_000, length: tdur / 1_000 }))
    .toSorted((a, b) => a.from - b.from)
}

/** How long the main thread worked within each frame of 16.7 ms that it worked in. */
export function workByFrame(work: readonly Work[]): number[] {
  const frame = 1_000 / 60
  const frames = new Map<number, number>()
  for (const { from, length } of work) {
    // A task that is longer than a frame counts for the one it begins in, with all of its length.
    const index = Math.floor(from / frame)
    frames.set(index, (frames.get(index) ?? 0) + length)
  }
  return [...frames.values()].toSorted((a, b) => a - b)
}
