import type { AmountInput } from '../money/amount.js'

/** A row of a file to import, whatever the file was: one amount on one day. */
export interface ImportRow {
  /** The day, `YYYY-MM-DD`. */
  readonly date: string
  /** What was spent, as a book has it: above zero for spending, below zero for money that came back. */
  readonly amount: AmountInput
  /** What it was for. */
  readonly description?: string | undefined
  /** The category, as the file names it. */
  readonly category?: string | undefined
  /** The file's own id of the row, such as the FITID of OFX. It need not be unique. */
  readonly id?: string | undefined
  /** ISO 4217, if the file has a currency for each row. */
  readonly currency?: string | undefined
  /** The line on which the row begins, from 1. */
  readonly line?: number | undefined
}
