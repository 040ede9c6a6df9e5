import type { ImportRow } from '../../exchange/import-row.js'
import type { CsvFormat, DirectionColumn } from '../csv-format.js'
import type { CsvRejectionCode } from '../csv-import.js'
import type { FindColumn, ReadRow, Refusal, Table } from '../records/table.js'
import { amountReader, type ReadAmount } from './amounts.js'
import { checkFormat, foldWord, type CheckedFormat } from './check-format.js'
import { dateReader } from './dates.js'

type Cells = readonly string[]
/** The text of an amount as a book has it, or why there is none. */
type BookAmount = string | Refusal
// The position of a column that the format does not have. Reading a list at -1 is slow.
const absent = -1
type ReadCell = (text: string) => ReadAmount | null

/** Checks a caller's format, and makes the table that reads a file of that format. */
export function importTable(format: CsvFormat): Table<ImportRow> {
  const checked = checkFormat(format)
  const { layout, reject } = checked
  return { layout, reject, prepare: (find) => rowReader(checked, find) }
}

// Makes the function that reads the rows of a file whose header is known.
function rowReader(format: CheckedFormat, find: FindColumn): ReadRow<ImportRow> {
  const { columns, dates } = format
  const at = (name: 'description' | 'category' | 'id' | 'currency'): number => {
    const column = columns[name]
    return column === undefined ? absent : find(column, ['columns', name])
  }
  const dateAt = find(columns.date, ['columns', 'date'])
  const [descriptionAt, categoryAt, idAt, currencyAt] = [
    at('description'),
    at('category'),
    at('id'),
    at('currency'),
  ]
  const readDate = dateReader(dates)
  const amountOf = amountOfRow(format, find)
  return (cells, line) => {
    const day = cells[dateAt]?.trim()
    if (!day) return missing('date')
    const date = readDate(day)
    if (date === null) return refusal('invalid_date', `Not a date as ${dates}: ${quoted(day)}`)
    const amount = amountOf(cells)
    if (typeof amount !== 'string') return amount
    const row: { -readonly [Name in keyof ImportRow]: ImportRow[Name] } = { date, amount, line }
    // An empty cell counts as absent.
    const description = descriptionAt === absent ? '' : cells[descriptionAt]
    if (description) row.description = description
    const category = categoryAt === absent ? '' : cells[categoryAt]
    if (category) row.category = category
    const id = idAt === absent ? '' : cells[idAt]
    if (id) row.id = id
    const currency = currencyAt === absent ? '' : cells[currencyAt]?.trim()
    if (currency) row.currency = currency
    return row
  }
}

function amountOfRow(format: CheckedFormat, find: FindColumn): (cells: Cells) => BookAmount {
  const { columns } = format
  const readCell = amountReader(format.amounts)
  const isNegative = format.spending === 'negative'
  if ('outflow' in columns) {
    const outflowAt = find(columns.outflow, ['columns', 'outflow'])
    const inflowAt = find(columns.inflow, ['columns', 'inflow'])
    return (cells) => ofTwo(cells[outflowAt]?.trim(), cells[inflowAt]?.trim(), readCell, isNegative)
  }
  const amountAt = find(columns.amount, ['columns', 'amount'])
  const directionOf = columns.direction && directionReader(columns.direction, find)
  return (cells) => {
    const text = cells[amountAt]?.trim()
    if (!text) return missing('amount')
    const amount = readCell(text)
    if (amount === null) return notAnAmount(text)
    if (amount.isZero) return zeroAmount
    const isOut = directionOf ? directionOf(cells) : amount.isNegative === isNegative
    if (typeof isOut !== 'boolean') return isOut
    if (directionOf && amount.isNegative !== (isNegative && isOut))
      return refusal('wrong_sign', `The sign is not that of its direction: ${quoted(text)}`)
    return isOut ? amount.digits : `-${amount.digits}`
  }
}

function ofTwo(outText = '', inText = '', readCell: ReadCell, isNegative: boolean): BookAmount {
  if (outText === '' && inText === '') return missing('amount')
  const outflow = outText === '' ? nothing : readCell(outText)
  if (outflow === null) return notAnAmount(outText)
  const inflow = inText === '' ? nothing : readCell(inText)
  if (inflow === null) return notAnAmount(inText)
  if (outflow.isZero && inflow.isZero) return zeroAmount
  if (!outflow.isZero && !inflow.isZero)
    return refusal('both_amounts', `An outflow and an inflow: ${quoted(outText)} and ${quoted(inText)}`)
  if (outflow.isZero) return inflow.isNegative ? wrongSign('inflow', inText) : `-${inflow.digits}`
  return outflow.isNegative === isNegative ? outflow.digits : wrongSign('outflow', outText)
}

const nothing: ReadAmount = { digits: '0', isNegative: false, isZero: true }

function directionReader(direction: DirectionColumn, find: FindColumn): (cells: Cells) => boolean | Refusal {
  const at = find(direction.column, ['columns', 'direction', 'column'])
  const words = new Map([
    ...direction.in.map((word): [string, boolean] => [word, false]),
    ...direction.out.map((word): [string, boolean] => [word, true]),
  ])
  return (cells) => {
    const cell = foldWord(cells[at] ?? '')
    const isOut = words.get(cell)
    if (isOut !== undefined) return isOut
    if (cell === '') return missing('direction')
    return refusal('unknown_direction', `The format has no direction ${quoted(cell)}`)
  }
}

const zeroAmount = refusal('zero_amount', 'The amount is zero')

function wrongSign(column: string, text: string): Refusal {
  return refusal('wrong_sign', `The format has no such sign in the column ${column}: ${quoted(text)}`)
}

/** The refusal of a row without a certain cell. */
export function missing(what: string): Refusal {
  return refusal('missing_cell', `The row has no ${what}`)
}

/** The refusal of a cell that is not an amount. */
export function notAnAmount(text: string): Refusal {
  return refusal('invalid_amount', `Not an amount as the format says: ${quoted(text)}`)
}

/** Why a row is not read. */
export function refusal(code: CsvRejectionCode, message: string): Refusal {
  return { code, message }
}

/** The beginning of a cell, for a message. */
export function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 40))
}
