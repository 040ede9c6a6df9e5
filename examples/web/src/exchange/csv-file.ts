import type { CsvFormat, DateFormat } from 'budgetbook/csv'

/** The formats that the user can choose from. A plan of YNAB has budgets, no expenses. */
export const presets = ['budgetbook', 'ynabRegister', 'actualTransactions', 'fireflyTransactions'] as const

/** The format that the user chose; `automatic` looks at the file. */
export type FormatChoice = 'automatic' | (typeof presets)[number]

/** What the user said about a file, where the file does not say it. */
export type Answers = Pick<CsvFormat, 'dates' | 'decimal' | 'group' | 'spending'>

/** Something about a file that only a person can know. */
export type Question = 'dates' | 'decimal' | 'spending'

/** A file that the user chose, and all that the user said about it. */
export interface CsvFile {
  /** `null` before there is a file. */
  readonly text: string | null
  readonly choice: FormatChoice
  readonly answers: Partial<Answers>
  /** The category for rows whose own category the book does not have; `''` for no category. */
  readonly categoryId: string
}

/** How a file is to be read, as far as it is known. */
export interface KnownFormat {
  /** The whole format; `null` if something is missing. */
  readonly format: CsvFormat | null
  /** What is missing. */
  readonly problem: 'isPlan' | 'noColumns' | 'answerFirst' | null
  /** What to ask the user, answered or not. */
  readonly questions: readonly Question[]
  /** The dates that fit the file, for the question about them. */
  readonly dates: readonly DateFormat[]
  /** The sign of spending that counts now, for the question about it. */
  readonly spending: CsvFormat['spending']
  /** Where the rows come from. Expenses that this page exported are known by their ids. */
  readonly source: string
}
