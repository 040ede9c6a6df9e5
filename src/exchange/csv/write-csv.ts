import { requireDate } from '../../calendar/civil-date.js'
import { atPath, guardInput, requireObject, visitEach } from '../../errors/invalid-input.js'
import { requirePlainDecimal } from '../../money/minor-units.js'
import type { CategoryFields } from '../../utilization/input.js'
import { lineWriter, requireCellText, type CsvWriteOptions, type LineWriter } from './cells.js'
import { piecesOf } from './pieces.js'

/** The fields of `Expense` that a file has. */
export interface CsvExpense {
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** Its category. */
  readonly categoryId: string
  /** As the book has it: above zero, or below zero for a refund. */
  readonly amount: string
  /** What it was for. */
  readonly description?: string | undefined
  /** Its id. */
  readonly id?: string | undefined
}

/** Options of {@link writeCsv}. */
export interface ExpenseCsvOptions extends CsvWriteOptions {
  /**
   * Categories, for their names. The id is written for a category that is not among them.
   * @defaultValue none
   */
  readonly categories?: Iterable<Pick<CategoryFields, 'id' | 'name'>> | undefined
}

// A cell with a person's text never comes last: a carriage return at its end would look like the end of the line.
const header = ['Date', 'Category', 'Description', 'Id', 'Amount']
const pieceLength = 16_384

/**
 * Writes expenses as CSV: `Date,Category,Description,Id,Amount`. Dates are ISO, amounts are exactly as in the book, and
 * lines end with CR and LF. `readCsv` with `csvFormats.budgetbook` reads the same back; an empty description is then
 * absent, and amounts of zero, which a change of currency can leave, are rejected.
 *
 * @param rows - Expenses, in the order of the file.
 * @throws `invalid_input` with the path of the field.
 *
 * @example
 * ```ts
 * import { writeCsv } from 'budgetbook/csv'
 *
 * const rows = [
 *   { id: '1', categoryId: 'food', date: '2026-02-03', amount: '4.80', description: 'Café "Central"' },
 *   { id: '2', categoryId: 'food', date: '2026-02-10', amount: '-5.00', description: '=1+1' },
 * ]
 * const text = writeCsv(rows, { categories: [{ id: 'food', name: 'Food' }], neutralize: true })
 * console.log(text.trimEnd().split('\r\n'))
 * // => [
 * // =>   'Date,Category,Description,Id,Amount',
 * // =>   '2026-02-03,Food,"Café ""Central""",1,4.80',
 * // =>   "2026-02-10,Food,'=1+1,2,-5.00"
 * // => ]
 * ```
 */
export function writeCsv(rows: Iterable<CsvExpense>, options: ExpenseCsvOptions = {}): string {
  const { start, write } = expenseWriter(options)
  const lines = [start]
  guardInput(() => visitEach('rows', rows, (row) => void lines.push(write(row))))
  return lines.join('')
}

/**
 * {@link writeCsv} in pieces of some kilobytes, for a file or a response. It keeps one piece in memory, so a book of any
 * size can be written.
 *
 * @param rows - Expenses, in the order of the file.
 * @throws As {@link writeCsv}, when a piece is asked for. `invalid_input` with the code `unreadable` if the source of the
 * rows throws; its error is the cause.
 *
 * @example
 * ```ts
 * import { writeCsvStream } from 'budgetbook/csv'
 *
 * const rows = [{ id: '1', categoryId: 'food', date: '2026-02-03', amount: '4.80' }]
 * for await (const piece of writeCsvStream(rows)) console.log(piece.length) // => 62
 * ```
 */
export async function* writeCsvStream(
  rows: AsyncIterable<CsvExpense> | Iterable<CsvExpense>,
  options: ExpenseCsvOptions = {},
): AsyncGenerator<string, void, undefined> {
  const { start, write } = expenseWriter(options)
  let piece = start
  let position = 0
  for await (const row of piecesOf('rows', rows)) {
    piece += atPath(['rows', position], () => guardInput(() => write(row)))
    position++
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

function expenseWriter(options: ExpenseCsvOptions): {
  readonly start: string
  readonly write: (row: CsvExpense) => string
} {
  return atPath(['options'], () =>
    guardInput(() => {
      const writer = lineWriter(options, ['categories'])
      const names = readNames(options.categories ?? [])
      return { start: writer.start + writer.line(header), write: (row) => expenseLine(row, writer, names) }
    }),
  )
}

function readNames(categories: Iterable<Pick<CategoryFields, 'id' | 'name'>>): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  visitEach('categories', categories, (category) => {
    requireObject(category, 'A category')
    const { id, name } = category
    atPath(['id'], () => requireCellText(id, 'An id'))
    atPath(['name'], () => requireCellText(name, 'A name'))
    names.set(id, name)
  })
  return names
}

function expenseLine(
  row: CsvExpense,
  { text, line }: LineWriter,
  names: ReadonlyMap<string, string>,
): string {
  requireObject(row, 'A row')
  const { date, categoryId, description = '', id = '', amount } = row
  atPath(['date'], () => requireDate(date))
  atPath(['categoryId'], () => requireCellText(categoryId, 'An id'))
  atPath(['description'], () => requireCellText(description, 'A description'))
  atPath(['id'], () => requireCellText(id, 'An id'))
  atPath(['amount'], () => requirePlainDecimal(requireCellText(amount, 'An amount')))
  return line([date, text(names.get(categoryId) ?? categoryId), text(description), text(id), amount])
}
