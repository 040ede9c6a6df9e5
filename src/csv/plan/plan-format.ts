import type { AmountFormat, Column, CsvFormat } from '../csv-format.js'

/**
 * How a file writes months. `MMM` is the English name, whole or its first three letters, in any case. `YYYY-MM-DD` is a
 * day of the month.
 */
export type MonthFormat =
  'YYYY-MM' | 'YYYY/MM' | 'YYYYMM' | 'MM/YYYY' | 'MM-YYYY' | 'MM.YYYY' | 'MMM YYYY' | 'YYYY-MM-DD'

/** Where a row of a plan has its month and its money. */
export interface PlanCsvColumns {
  /** The month. */
  readonly month: Column
  /** The category, as the file names it. */
  readonly category: Column
  /** What is budgeted. */
  readonly amount: Column
  /** The group of the category. */
  readonly group?: Column | undefined
}

/** What a CSV file of monthly budgets looks like. It is plain data: keep it as JSON. */
export interface PlanCsvFormat
  extends AmountFormat, Pick<CsvFormat, 'delimiter' | 'skipLines' | 'header' | 'reject'> {
  /** Where each value stands. */
  readonly columns: PlanCsvColumns
  /** How months are written. */
  readonly months: MonthFormat
}
