import type { BudgetBook, HistoryEntry, PlatformAbortSignal } from 'budgetbook'

/** The newest entries of the history, with what the list needs to print them. */
export interface ShownHistory {
  readonly entries: readonly HistoryEntry[]
  readonly hasMore: boolean
  readonly currency: string
  /** The names of all categories and groups by their ids. */
  readonly names: ReadonlyMap<string, string>
}

/** Reads the newest entries. */
export async function readHistory(
  book: BudgetBook,
  limit: number,
  signal: PlatformAbortSignal,
): Promise<ShownHistory> {
  const [{ items, nextCursor }, { currency }, categories, groups] = await Promise.all([
    book.history.list({ limit }, { signal }),
    book.settings.get({ signal }),
    book.categories.list({ includeArchived: true }, { signal }),
    book.groups.list({ signal }),
  ])
  const names = new Map([...namesIn(items), ...[...categories, ...groups].map(nameById)])
  return { entries: items, hasMore: nextCursor !== null, currency, names }
}

function nameById({ id, name }: { readonly id: string; readonly name: string }): [string, string] {
  return [id, name]
}

/** The names of what is gone by now. */
function namesIn(entries: readonly HistoryEntry[]): [string, string][] {
  const names: [string, string][] = []
  for (const { changes } of entries) {
    if (changes === 'whole_book') continue
    for (const { type, id, before, after } of changes) {
      const name = (before ?? after)?.['name']
      if ((type === 'category' || type === 'group') && typeof name === 'string') names.push([id, name])
    }
  }
  return names
}
