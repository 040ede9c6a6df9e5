import { createMemoryAdapter, openBudgetBook, type BudgetBook, type StorageAdapter } from 'budgetbook'

/** One read that a hook made. */
interface WatchedRead {
  /** The method, and the month if it takes one: `utilization 2026-02`. */
  readonly name: string
  readonly signal: { readonly aborted: boolean } | undefined
}

/** A book whose reads are noted, and another book object on the same data. */
export interface WatchedBook {
  readonly book: BudgetBook
  readonly other: BudgetBook
  /** All reads so far, the oldest first. */
  readonly reads: WatchedRead[]
  /** How often each read was made. */
  readonly counts: () => Readonly<Record<string, number>>
  /** How many listeners the book has. */
  readonly listeners: () => number
  /** Holds the answers of the reads that follow, until the returned function is called. */
  readonly hold: () => () => void
  /** Lets the reads that follow fail, or no longer. */
  readonly failWith: (error: Error | null) => void
  /** Sets the clock of the book. */
  readonly setNow: (instant: string) => void
  /** Spends 5.00 on the 14th of a month. */
  readonly spend: (by: BudgetBook, month: string) => Promise<void>
}

/** Opens both on new data. The category `Travel` is there. */
export async function openWatched(connect: () => StorageAdapter = createMemory()): Promise<WatchedBook> {
  let now = '2026-02-14T09:30:00.000Z'
  const open = async () => openBudgetBook({ storage: connect(), now: () => new Date(now), timeZone: 'UTC' })
  const inner = await open()
  const other = await open()
  const { id: categoryId } = await inner.categories.create({ name: 'Travel' })
  const reads: WatchedRead[] = []
  let held: Promise<void> | null = null
  let failure: Error | null = null
  let listening = 0

  const watched = async <T>(
    name: string,
    options: object | undefined,
    read: () => Promise<T>,
  ): Promise<T> => {
    const { signal } = (options ?? {}) as { signal?: WatchedRead['signal'] }
    reads.push({ name, signal })
    const [failing, waiting] = [failure, held]
    const answer = await read()
    await waiting
    if (failing) throw failing
    return answer
  }
  const book: BudgetBook = {
    ...inner,
    utilization: async (month, options) =>
      watched(`utilization ${month ?? 'now'}`, options, async () => inner.utilization(month, options)),
    months: {
      ...inner.months,
      list: async (options) => watched('months', options, async () => inner.months.list(options)),
    },
    categories: {
      ...inner.categories,
      list: async (filter, options) =>
        watched('categories', options, async () => inner.categories.list(filter, options)),
    },
    subscribe: (listener) => {
      listening++
      const leave = inner.subscribe(listener)
      return () => {
        listening--
        leave()
      }
    },
  }
  return {
    book,
    other,
    reads,
    counts: () => {
      const counts: Record<string, number> = {}
      for (const { name } of reads) counts[name] = (counts[name] ?? 0) + 1
      return counts
    },
    listeners: () => listening,
    hold: () => {
      let release = (): void => undefined
      held = new Promise((resolve) => (release = resolve))
      return () => {
        held = null
        release()
      }
    },
    failWith: (error) => (failure = error),
    setNow: (instant) => (now = instant),
    spend: async (by, month) =>
      void (await by.expenses.record({ categoryId, amount: '5.00', date: `${month}-14` })),
  }
}

function createMemory(): () => StorageAdapter {
  const storage = createMemoryAdapter()
  return () => storage
}

/** Lets React and the book do what they still have to do, for some frames. */
export async function quiet(): Promise<void> {
  for (let frame = 0; frame < 5; frame++) await new Promise((resolve) => void requestAnimationFrame(resolve))
}
