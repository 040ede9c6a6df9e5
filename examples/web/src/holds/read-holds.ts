import type { BudgetBook, Hold, PlatformAbortSignal, Utilization } from 'budgetbook'

/** The open holds of a month, with what the list needs to print them. */
export interface ShownHolds {
  readonly holds: readonly Hold[]
  /** The names of all categories by their ids, archived ones too. */
  readonly names: ReadonlyMap<string, string>
  readonly monthStartDay: number
  readonly report: Utilization
}

/** Reads the open holds of a month, and what they leave free. */
export async function readHolds(
  book: BudgetBook,
  month: string,
  signal: PlatformAbortSignal,
): Promise<ShownHolds> {
  const [holds, categories, { monthStartDay }, report] = await Promise.all([
    book.holds.list({ month }, { signal }),
    book.categories.list({ includeArchived: true }, { signal }),
    book.settings.get({ signal }),
    book.utilization(month, { signal }),
  ])
  return { holds, names: new Map(categories.map(({ id, name }) => [id, name])), monthStartDay, report }
}
