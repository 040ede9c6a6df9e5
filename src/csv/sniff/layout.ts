import type { CsvFormat } from '../csv-format.js'
import { dateFormats, dateReader } from '../format/dates.js'
import { RecordReader } from '../records/record-reader.js'
import { amountReaders } from './amounts.js'
import { countKnownHeaders } from './header-words.js'

type Delimiter = NonNullable<CsvFormat['delimiter']>

/** The records of a file, and where they begin. */
export interface SniffedLayout {
  readonly delimiter: Delimiter
  readonly skipLines: number
  /** The names of the columns, if the file has them. */
  readonly headers: readonly string[] | undefined
  /** The cells of the rows, trimmed. */
  readonly rows: readonly (readonly string[])[]
}

interface Split {
  readonly delimiter: Delimiter
  readonly records: readonly { readonly cells: readonly string[]; readonly line: number }[]
  readonly width: number
  /** How many records are of that width. */
  readonly count: number
}

// A comma comes last: other files have it in amounts.
const delimiters: readonly Delimiter[] = [';', '\t', '|', ',']
const sampleLength = 65_536
const maxCells = 64
// No bank has more.
const mostColumns = 256
const separatorLine = /^\uFEFF?sep=([,;|\t])\r?\n/i
const readDates = dateFormats.map(dateReader)

/** Finds out how a file is split, and where its rows begin. `undefined` if it has no columns. */
export function sniffLayout(text: string): SniffedLayout | undefined {
  // Excel takes such a line for an instruction, and does not show it.
  const separator = separatorLine.exec(text)
  const skipped = separator ? 1 : 0
  const named = separator?.[1] as Delimiter | undefined
  const sample = text.slice(0, Math.max(text.lastIndexOf('\n', sampleLength), 0) || sampleLength)
  const splits = (named ? [named] : delimiters).map((one) => split(sample, one, skipped))
  const [best] = splits.toSorted((one, other) => other.count - one.count || other.width - one.width)
  if (best === undefined || best.count === 0) return undefined
  const { delimiter } = best
  const { records, width } = split(text, delimiter, skipped)
  const start = startOf(records.map(({ cells }) => (cells.length === width ? cells : [])))
  const first = records[start]
  if (first === undefined) return undefined
  const isHeader = !first.cells.some(isValue)
  return {
    delimiter,
    skipLines: first.line - 1,
    headers: isHeader ? first.cells : undefined,
    rows: records.slice(isHeader ? start + 1 : start).map(({ cells }) => cells),
  }
}

/** Where the header is, or the first row. Before it, a file may describe the account in lines of the same width. */
function startOf(records: readonly (readonly string[])[]): number {
  const first = records.findIndex((cells) => filled(cells) > 1)
  const data = records.findIndex(hasDayAndAmount)
  let [start, most] = [first, 0]
  for (let at = first; at !== -1 && at < data; at++) {
    const known = countKnownHeaders(records[at] ?? [])
    if (known > most) [start, most] = [at, known]
  }
  return start
}

function hasDayAndAmount(cells: readonly string[]): boolean {
  const day = cells.findIndex((cell) => readDates.some((read) => read(cell) !== null))
  return (
    day !== -1 &&
    cells.some((cell, at) => at !== day && amountReaders.some(({ read }) => read(cell) !== null))
  )
}

function split(text: string, delimiter: Delimiter, skipLines: number): Split {
  const records: { cells: string[]; line: number }[] = []
  const reader = new RecordReader(delimiter, skipLines, {
    maxCells,
    record: (cells, line) => {
      if (cells.length > mostColumns) return
      const trimmed = cells.map((cell) => cell.trim())
      if (filled(trimmed) > 0) records.push({ cells: trimmed, line })
    },
    broken: () => undefined,
  })
  reader.add(text)
  reader.end()
  while (reader.step());
  return { delimiter, records, ...commonWidth(records.map(({ cells }) => cells.length)) }
}

function commonWidth(widths: readonly number[]): { width: number; count: number } {
  const counts = new Map<number, number>()
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1)
  const [common] = [...counts].toSorted(([one, ones], [other, others]) => others - ones || other - one)
  return { width: common?.[0] ?? 0, count: common?.[1] ?? 0 }
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell !== '').length
}

function isValue(cell: string): boolean {
  return (
    readDates.some((read) => read(cell) !== null) || amountReaders.some(({ read }) => read(cell) !== null)
  )
}
