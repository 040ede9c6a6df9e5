import type { ImportRow } from '../../exchange/import-row.js'

/** A row of a CSV file that was not read. */
export interface RejectedCells {
  /** The line on which the row begins, from 1. */
  readonly line: number
  /** For programs. */
  readonly code: string
  /** For people. */
  readonly message: string
  /** The cells of the row. */
  readonly cells: readonly string[]
}

/** A part of a CSV file. */
export interface CsvBatch {
  /** Its rows. */
  readonly rows: readonly ImportRow[]
  /** Its rows that were not read. */
  readonly rejected: readonly RejectedCells[]
}

/**
 * What the API needs of `budgetbook/csv` to read CSV files: pass the whole entry, `import * as csv from 'budgetbook/csv'`.
 * The API does not import it itself, so that a server without files does not need papaparse.
 */
export interface CsvReader {
  /** Reads a file in batches. */
  readCsvStream(
    text: Iterable<string>,
    format: object,
    options: { readonly signal: AbortSignal },
  ): AsyncIterable<CsvBatch>
  /** The formats that a request can name. */
  readonly csvFormats: object
}
