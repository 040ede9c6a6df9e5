import { foldName, type BudgetBook, type ImportPlan, type PlatformAbortSignal } from 'budgetbook'
import type { KnownFormat } from './csv-file.js'
import type { ReadFile } from './read-file.js'

/** A row that cannot be imported, whether the file or the book refuses it. */
export interface RefusedRow {
  readonly line: number | null
  readonly code: string
  /** In English. */
  readonly message: string
}

/** What is known of a file, and what an import of it would do. */
export interface PlannedFile {
  readonly known: KnownFormat
  /** `null` while the format is not known. */
  readonly plan: ImportPlan | null
  readonly refused: readonly RefusedRow[]
}

/**
 * Plans the import of a file. It records nothing. Rows whose own category the book does not have get the other one;
 * `''` means no category.
 */
export async function planFile(
  book: BudgetBook,
  { known, content }: ReadFile,
  otherCategoryId: string,
  signal: PlatformAbortSignal,
): Promise<PlannedFile> {
  if (content === null) return { known, plan: null, refused: [] }
  const categories = await book.categories.list(undefined, { signal })
  const ids = new Map(categories.map(({ id, name }) => [foldName(name), id]))
  const plan = await book.expenses.planImport(
    {
      rows: content.rows,
      source: known.source,
      category: ({ category = '' }) => ids.get(foldName(category)) ?? (otherCategoryId || null),
    },
    { signal },
  )
  const refused = [...content.rejected, ...plan.rejected].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  return { known, plan, refused }
}
