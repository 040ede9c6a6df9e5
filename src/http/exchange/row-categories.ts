import type { FreshRow } from '../../exchange/import-plan.js'
import type { ImportRow } from '../../exchange/import-row.js'
import { findActiveCategory } from '../../book/find.js'
import type { Category } from '../../model/category.js'
import { foldName } from '../../model/names.js'
import type { Head } from '../../storage/view.js'
import type { ImportRequest } from '../schemas/exchange/import-body.js'

/** Finds the categories of rows. */
export interface RowCategories {
  /** The category of a row; `null` if the request does not say. */
  readonly of: (row: ImportRow) => string | null
  /** The names that it was asked about and that the request does not map. */
  readonly unmapped: ReadonlySet<string>
}

/**
 * The categories that a request gives to its rows. The request alone decides, not the names in the book. So a row goes
 * where the plan said, even if a category was renamed before the row is recorded.
 */
export function rowCategories({
  categories,
  default_category: fallback,
}: Pick<ImportRequest, 'categories' | 'default_category'>): RowCategories {
  const exact = categories ?? new Map<string, string>()
  const byFold = uniqueByFold(exact)
  const unmapped = new Set<string>()
  const found = new Map<string, string | null>()
  const find = (name: string): string | null => {
    const category = exact.get(name) ?? byFold.get(foldName(name))
    if (category !== undefined) return category
    if (name !== '') unmapped.add(name)
    return fallback ?? null
  }
  return {
    // A parser may give null for what is not there.
    of: (row) => {
      const name = (row.category as string | null | undefined) ?? ''
      const known = found.get(name)
      if (known !== undefined) return known
      const category = find(name)
      found.set(name, category)
      return category
    },
    unmapped,
  }
}

/** Categories of the book that have names of the file, as long as one name is one category. */
export function suggestionsFor(
  names: Iterable<string>,
  categories: readonly Category[],
): Record<string, string> {
  const active = categories.filter(({ archived }) => !archived)
  const byFold = uniqueByFold(active.map(({ id, name }) => [name, id] as const))
  const suggestions: [string, string][] = []
  for (const name of names) {
    const category = byFold.get(foldName(name))
    if (category != null) suggestions.push([name, category])
  }
  // fromEntries defines properties, so that a name "__proto__" stays a name.
  return Object.fromEntries(suggestions)
}

/**
 * Refuses rows for categories that do not take new expenses, as recording the rows would; throws `not_found` or
 * `category_archived`.
 */
export function requireCategories(fresh: readonly FreshRow[], categories: readonly Category[]): void {
  const head = { categories } as Head
  for (const id of new Set(fresh.map(({ expense }) => expense.categoryId))) findActiveCategory(head, id)
}

/** What each fold stands for; `null` for two different things. */
function uniqueByFold(entries: Iterable<readonly [name: string, id: string]>): Map<string, string | null> {
  const byFold = new Map<string, string | null>()
  for (const [name, id] of entries) {
    const fold = foldName(name)
    const known = byFold.get(fold)
    byFold.set(fold, known === undefined || known === id ? id : null)
  }
  return byFold
}
