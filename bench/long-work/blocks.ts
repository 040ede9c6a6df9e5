import { createMemoryAdapter, openBudgetBook, type Progress } from 'budgetbook'
import { fillBook } from '../books.js'
import { timesLine, type Line } from '../measure.js'
import { say } from '../settings.js'

const months = 120

/** How long others wait at most for their turn, in each phase that is no work of the storage. */
export async function longestBlocks(size: number): Promise<Line[]> {
  const source = await fillBook(createMemoryAdapter(), { expenses: 0, months })
  const drawn = source.draw(size, 'anywhere')
  const many = await longestWaits(async (onProgress) =>
    source.book.expenses.recordMany(drawn, { onProgress }),
  )
  const document = await source.book.exportBook()
  const target = await openBudgetBook({ storage: createMemoryAdapter() })
  const imported = await longestWaits(async (onProgress) => target.importBook(document, { onProgress }))
  const exported = await longestWaits(async (onProgress) => source.book.exportBook({ onProgress }))
  return [
    ...lines('recordMany', many, size),
    ...lines('importBook', imported, size),
    ...lines('exportBook', exported, size),
  ]
}

function lines(name: string, waits: ReadonlyMap<string, number>, size: number): Line[] {
  return Array.from(waits, ([phase, wait]) =>
    timesLine(`memory, ${say(size)} expenses: ${name}, ${phase}: the longest that others wait`, [wait]),
  )
}

async function longestWaits(
  call: (onProgress: (progress: Progress) => void) => Promise<unknown>,
): Promise<ReadonlyMap<string, number>> {
  const waits = new Map<string, number>()
  let phase: Progress['phase'] | null = null
  let isDone = false
  let last = performance.now()
  const look = (): void => {
    const now = performance.now()
    // What the storage does in one piece is its own.
    if (phase && phase !== 'storing') waits.set(phase, Math.max(waits.get(phase) ?? 0, now - last))
    last = now
  }
  const take = (): void => {
    look()
    if (!isDone) setImmediate(take)
  }
  take()
  await call((progress) => {
    // The wait that a phase ends with is its own.
    if (progress.done === progress.total) look()
    phase = progress.done === progress.total ? null : progress.phase
  })
  isDone = true
  return waits
}
