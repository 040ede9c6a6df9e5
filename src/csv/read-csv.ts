import type { CsvFormat } from './csv-format.js'
import type { CsvImport } from './csv-import.js'
import { importTable } from './format/row-reader.js'
import { readTable } from './records/read-table.js'

/**
 * Reads the rows of a CSV file. It guesses nothing: a row that is not as the format says is rejected, and none is lost.
 * A pure function. For large files, {@link readCsvStream} needs less memory and lets other events have their turn.
 *
 * Dates, amounts and names of columns are read without the white space around them. A description, a category and an id
 * stay as they are; an empty one is absent. Empty lines are not rows. A row may lack cells at its end.
 *
 * @param text - The file. {@link decodeCsv} makes text from bytes.
 * @param format - What the file looks like: one of {@link csvFormats}, or your own.
 * @returns What was spent, above zero, and what came back, below zero. `planImport` compares it with a book.
 * @throws `invalid_input` with the path of the field: for an invalid format, and for a column that the header does not
 * have, or has twice.
 *
 * @example
 * ```ts
 * import { readCsv } from 'budgetbook/csv'
 *
 * const text = 'Date;Text;Amount\n03.02.2026;Café;-4,80\n31.02.2026;Rent;-900,00\n'
 * const { rows, rejected } = readCsv(text, {
 *   columns: { date: 'Date', description: 'Text', amount: 'Amount' },
 *   dates: 'DD.MM.YYYY',
 *   decimal: ',',
 *   delimiter: ';',
 * })
 * console.log(rows[0]?.date, rows[0]?.amount) // => 2026-02-03 4.80
 * console.log(rejected[0]?.line, rejected[0]?.code) // => 3 invalid_date
 * ```
 */
export function readCsv(text: string, format: CsvFormat): CsvImport {
  return readTable(text, importTable(format))
}
