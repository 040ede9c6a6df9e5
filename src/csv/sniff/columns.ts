import type { Column, CsvColumns, DateFormat } from '../csv-format.js'
import { dateFormats, dateReader } from '../format/dates.js'
import { sniffAmounts, type SniffedAmounts } from './amounts.js'
import { findDirection, findHeader, type ColumnRole } from './header-words.js'
import type { SniffedLayout } from './layout.js'

/** What the columns of a file are. */
export interface SniffedColumns {
  /** The columns; `undefined` if there is no date, or no amount. */
  readonly columns: CsvColumns | undefined
  /** The formats that fit the dates. */
  readonly dates: readonly DateFormat[]
  readonly amounts: SniffedAmounts
  /** The signs of the amounts that say what spending is. */
  readonly signs: { readonly negative: number; readonly positive: number }
}

type Rows = SniffedLayout['rows']

const firstCells = 1_000
const readDates = dateFormats.map(dateReader)

/** Finds out what the columns are: by their names, and by what is in them. */
export function sniffColumns(layout: SniffedLayout): SniffedColumns {
  const { headers, rows } = layout
  const width = headers?.length ?? rows[0]?.length ?? 0
  const positions = Array.from({ length: width }, (_, at) => at)
  const known = new Map<number, readonly DateFormat[]>()
  const datesAt = (at: number): readonly DateFormat[] => {
    const formats = known.get(at) ?? datesThatFit(cellsAt(rows, at))
    known.set(at, formats)
    return formats
  }
  const isDate = (at: number): boolean => datesAt(at).length > 0
  const find = (role: ColumnRole, fits: (at: number) => boolean): number =>
    headers ? findHeader(role, headers, fits) : -1
  const named = find('date', isDate)
  const date = named === -1 ? positions.findIndex(isDate) : named
  const dates = date === -1 ? [] : datesAt(date)
  const readers = dates.map(dateReader)
  const dated = rows.filter((row) => readers.some((read) => read(row[date] ?? '') !== null))
  const amountAt = new Map<number, boolean>()
  const isAmount = (at: number): boolean => {
    const isOne = amountAt.get(at) ?? (!isDate(at) && areAmounts(cellsAt(dated, at)))
    amountAt.set(at, isOne)
    return isOne
  }
  const [outflow, inflow] = [find('outflow', isAmount), find('inflow', isAmount)]
  const amount = find('amount', isAmount)
  const column = (at: number): Column => nameOf(headers, at)
  const optional = optionalColumns(dated, find, column)
  const none = { columns: undefined, dates, amounts: sniffAmounts([]), signs: { negative: 0, positive: 0 } }
  if (date === -1) return none
  if (outflow !== -1 && inflow !== -1 && outflow !== inflow) {
    const amounts = sniffAmounts([...cellsAt(dated, outflow), ...cellsAt(dated, inflow)])
    const columns = { ...optional, date: column(date), outflow: column(outflow), inflow: column(inflow) }
    return { columns, dates, amounts, signs: signsOf(cellsAt(dated, outflow), amounts) }
  }
  const only = amount === -1 ? onlyOne(positions.filter(isAmount)) : amount
  if (only === -1) return none
  const amounts = sniffAmounts(cellsAt(dated, only))
  const signs = signsOf(cellsAt(dated, only), amounts)
  const direction = signs.negative === 0 ? directionOf(dated, find, column) : {}
  const columns = { ...optional, date: column(date), amount: column(only), ...direction }
  return { columns, dates, amounts, signs }
}

/** The formats of dates that read all cells that any of them reads, if those are at least half of the cells. */
export function datesThatFit(cells: readonly string[]): readonly DateFormat[] {
  // A file has few days. Each is read once.
  const counts = new Map<string, number>()
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  const days = [...counts.keys()].filter((cell) => readDates.some((read) => read(cell) !== null))
  const all = days.reduce((sum, cell) => sum + (counts.get(cell) ?? 0), 0)
  if (all === 0 || 2 * all < cells.length) return []
  return dateFormats.filter((_, at) => days.every((cell) => readDates[at]?.(cell) !== null))
}

// The first cells are enough to tell amounts from texts. How amounts are written is found from all cells.
function areAmounts(cells: readonly string[]): boolean {
  return sniffAmounts(cells.slice(0, firstCells)).format !== undefined
}

/** The cells of a column that are not empty. */
export function cellsAt(rows: Rows, at: number): string[] {
  return rows.map((row) => row[at] ?? '').filter((cell) => cell !== '')
}

// A name that stands twice in the header does not say which column it is.
function nameOf(headers: readonly string[] | undefined, at: number): Column {
  const name = headers?.[at]
  return name === undefined || name === '' || headers?.indexOf(name) !== headers?.lastIndexOf(name)
    ? at
    : name
}

function optionalColumns(
  rows: Rows,
  find: (role: ColumnRole, fits: (at: number) => boolean) => number,
  column: (at: number) => Column,
): Partial<Record<'description' | 'category' | 'id' | 'currency', Column>> {
  const isCode = (at: number): boolean => cellsAt(rows, at).every((cell) => /^[A-Z]{3}$/.test(cell))
  const found = {
    description: find('description', () => true),
    category: find('category', () => true),
    id: find('id', () => true),
    currency: find('currency', isCode),
  }
  return Object.fromEntries(
    Object.entries(found).flatMap(([role, at]) => (at === -1 ? [] : [[role, column(at)]])),
  )
}

function directionOf(
  rows: Rows,
  find: (role: ColumnRole, fits: (at: number) => boolean) => number,
  column: (at: number) => Column,
): Pick<Extract<CsvColumns, { amount: Column }>, 'direction'> {
  const at = find('direction', (position) => findDirection(cellsAt(rows, position)) !== undefined)
  const words = at === -1 ? undefined : findDirection(cellsAt(rows, at))
  return words ? { direction: { column: column(at), ...words } } : {}
}

function signsOf(cells: readonly string[], { read }: SniffedAmounts): SniffedColumns['signs'] {
  const amounts = cells.map(read).filter((amount) => amount !== null && !amount.isZero)
  const negative = amounts.filter((amount) => amount?.isNegative).length
  return { negative, positive: amounts.length - negative }
}

function onlyOne(positions: readonly number[]): number {
  return positions.length === 1 ? (positions[0] ?? -1) : -1
}
