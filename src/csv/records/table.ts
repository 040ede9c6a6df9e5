import { atPath, invalidInput } from '../../errors/invalid-input.js'
import type { Column, RejectRule } from '../csv-format.js'
import type { CsvRejection } from '../csv-import.js'
import type { Layout } from '../format/checks.js'
import { ruleTest } from '../format/rules.js'
import { maxLineLength, requireLineFeeds, type BreakReason, type RecordSink } from './record-reader.js'

/** Why a row is not read. */
export interface Refusal {
  readonly code: CsvRejection['code']
  readonly message: string
}

/** Finds the position of a column. `path` says where the caller named it. */
export type FindColumn = (column: Column, path: readonly (string | number)[]) => number

/** Makes a row of cells, or says why not. */
export type ReadRow<Row> = (cells: readonly string[], line: number) => Row | Refusal

/** How the records of a file become rows. */
export interface Table<Row> {
  readonly layout: Layout
  readonly reject: readonly RejectRule[]
  /** Called once, when the header is known. */
  readonly prepare: (find: FindColumn) => ReadRow<Row>
}

/** Gets the rows of a file, in its order. */
export interface TableOutput<Row> {
  readonly addRow: (row: Row) => void
  readonly addRejection: (rejection: CsvRejection) => void
}

// Some programs write a few empty cells more than the header has.
const spareCells = 16
const maxHeaderCells = 256
// This much of a line that is too long tells a person which line it is.
const shownLength = 1_000
// Where quotes pair up wrongly, each line of a file may be split again, up to this many cells.
const maxWidth = 1_024
const carriageReturn = 13
const space = 32
const nonAscii = 128

/** Turns the records of a file into rows and rejections. */
export class TableSink<Row extends object> implements RecordSink {
  readonly #table: Table<Row>
  readonly #output: TableOutput<Row>
  #width = 0
  #read: ReadRow<Row> | undefined
  #findRule: ((cells: readonly string[]) => RejectRule | undefined) | undefined

  constructor(table: Table<Row>, output: TableOutput<Row>) {
    this.#table = table
    this.#output = output
  }

  get maxCells(): number {
    return this.#read ? Math.min(this.#width, maxWidth) + spareCells : maxHeaderCells
  }

  record(cells: string[], line: number): void {
    const last = cells.length - 1
    const end = cells[last] ?? ''
    if (end.charCodeAt(end.length - 1) === carriageReturn) cells[last] = end.slice(0, -1)
    if (isBlank(cells)) return
    if (this.#read) this.#readRow(this.#read, cells, line)
    else if (this.#table.layout.header)
      this.#begin(
        cells,
        cells.map((cell) => cell.trim().normalize()),
      )
    else this.#readRow(this.#begin(cells, undefined), cells, line)
  }

  broken(text: string, line: number, why: BreakReason): void {
    if (!this.#read && why !== 'quotes') requireLineFeeds(text)
    if (!this.#read && this.#table.layout.header) throw brokenHeader(line, why)
    const shown = why === 'length' ? text.slice(0, shownLength) : text
    const cells = [shown.endsWith('\r') ? shown.slice(0, -1) : shown]
    const { code, message } = refusals[why]
    this.#reject(code, message, cells, line)
  }

  /** Refuses a file that ended before its header. */
  end(): void {
    if (!this.#read && this.#table.layout.header)
      throw invalidInput('invalid_value', 'The text has no line with the names of the columns', ['text'])
  }

  #begin(cells: readonly string[], names: readonly string[] | undefined): ReadRow<Row> {
    for (const cell of cells) requireLineFeeds(cell)
    this.#width = cells.length
    const find = columnFinder(names, cells.length)
    const { prepare, reject } = this.#table
    this.#findRule = reject.length === 0 ? undefined : ruleTest(reject, find)
    this.#read = prepare(find)
    return this.#read
  }

  #readRow(read: ReadRow<Row>, cells: readonly string[], line: number): void {
    const row = this.#refuse(cells) ?? read(cells, line)
    if (isRefusal(row)) this.#reject(row.code, row.message, cells, line)
    else this.#output.addRow(row)
  }

  #refuse(cells: readonly string[]): Refusal | undefined {
    if (cells.length > this.#width && !isBlank(cells.slice(this.#width))) {
      const message = `${cells.length} cells, but the first line has ${this.#width}`
      return { code: 'cell_count', message }
    }
    const rule = this.#findRule?.(cells)
    return rule && { code: rule.code, message: `Rejected by the rule ${rule.code} of the format` }
  }

  #reject(code: string, message: string, cells: readonly string[], line: number): void {
    this.#output.addRejection({ line, code, message, cells })
  }
}

const refusals: Readonly<Record<BreakReason, Refusal>> = {
  quotes: { code: 'invalid_quotes', message: 'A quote is not closed, or stands inside a cell' },
  carriage_return: {
    code: 'carriage_return',
    message: 'A carriage return alone: two lines, or a text without quotes',
  },
  length: { code: 'line_too_long', message: `The line is longer than ${maxLineLength} characters` },
}

function brokenHeader(line: number, why: BreakReason): Error {
  if (why !== 'length')
    return invalidInput('invalid_value', `The quotes of the header, on line ${line}, are wrong`, ['text'])
  const message = `The header, on line ${line}, is longer than ${maxLineLength} characters`
  return invalidInput('too_long', message, ['text'], { maximum: maxLineLength })
}

function isRefusal(row: object): row is Refusal {
  // No row has a code. This is faster than `in`.
  return (row as Partial<Refusal>).code !== undefined
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) {
    // Most cells begin with a letter or a digit and need no trimming.
    const code = cell.charCodeAt(0)
    if ((code > space && code < nonAscii) || cell.trim() !== '') return false
  }
  return true
}

function columnFinder(names: readonly string[] | undefined, width: number): FindColumn {
  return (column, path) =>
    atPath(['format', ...path], () => {
      if (typeof column === 'number') {
        if (column < width) return column
        throw invalidInput('too_big', `The first line has only ${width} columns`, [], { maximum: width - 1 })
      }
      const at = names?.indexOf(column) ?? -1
      const isTwice = at !== -1 && names?.includes(column, at + 1)
      if (at !== -1 && !isTwice) return at
      throw invalidInput(
        isTwice ? 'duplicate' : 'invalid_value',
        `${isTwice ? 'Two columns have' : 'No column has'} the name ${JSON.stringify(column)}; the header has ${listed(names ?? [])}`,
      )
    })
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 40).map((name) => JSON.stringify(name.slice(0, 60)))
  return shown.join(', ') + (names.length > shown.length ? ', …' : '')
}
