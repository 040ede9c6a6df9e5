import type { ImportRow } from '../exchange/import-row.js'

/**
 * Why a row of a file was not read:
 *
 * - `invalid_quotes`: a quote is not closed, or stands where it must not. `cells` has the whole line.
 * - `carriage_return`: a carriage return outside of quotes that is not before a line feed. It may end a line. `cells` has
 *   the whole line.
 * - `line_too_long`: a line of more than 262,144 characters. It is not split; `cells` has its first 1,000.
 * - `cell_count`: more cells than the header has. A decimal comma in a file with commas looks like this.
 * - `missing_cell`: no date, no amount or no direction.
 * - `invalid_date`, `invalid_month`, `invalid_amount`: not as the format says.
 * - `zero_amount`: nothing was spent.
 * - `negative_amount`: a budget below zero, in a plan.
 * - `both_amounts`: one row has an outflow and an inflow.
 * - `wrong_sign`: the amount has the sign that its column or its direction does not allow.
 * - `unknown_direction`: the word for the direction is not in the format.
 */
export type CsvRejectionCode =
  | 'invalid_quotes'
  | 'carriage_return'
  | 'line_too_long'
  | 'cell_count'
  | 'missing_cell'
  | 'invalid_date'
  | 'invalid_month'
  | 'invalid_amount'
  | 'zero_amount'
  | 'negative_amount'
  | 'both_amounts'
  | 'wrong_sign'
  | 'unknown_direction'

/** A row of a file that was not read. */
export interface CsvRejection {
  /** The line on which the row begins, from 1. */
  readonly line: number
  /** Why: for programs; stable. The rules of a format bring their own codes. */
  readonly code: CsvRejectionCode | (string & Record<never, never>)
  /** Why: for people; may change. */
  readonly message: string
  /** The cells of the row. */
  readonly cells: readonly string[]
}

/** What a file, or a part of it, holds. Each line that is not empty is in one of both lists. */
export interface CsvImport {
  /** The rows, in the order of the file. */
  readonly rows: readonly ImportRow[]
  /** The rows that were not read, in the order of the file. */
  readonly rejected: readonly CsvRejection[]
}
