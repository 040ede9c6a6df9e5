import type { TableName } from './tables.js'

type AnyRow = Readonly<Record<string, string | null>>

const mostRecent = 5_000

/**
 * Rows that were read lately, by their text. Most of what a book has is what it had a moment ago: the same text gives the
 * same row, which was parsed and checked once. What a database says is still asked of it every time.
 */
export class KnownRows {
  #recent = new Map<string, AnyRow>()
  #older = new Map<string, AnyRow>()

  /** The row that a text of the table is, parsed where it is new. */
  rowOf(table: TableName, cells: string, parse: (cells: string) => AnyRow): AnyRow {
    const key = table + cells
    const known = this.#recent.get(key)
    if (known) return known
    const row = this.#older.get(key) ?? parse(cells)
    // Two generations: what was not asked for while one filled up goes with the next.
    if (this.#recent.size >= mostRecent) {
      this.#older = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(key, row)
    return row
  }
}

interface Decoded {
  readonly scale: number
  readonly value: object
}

const decodedRows = new WeakMap<object, Decoded>()
const rowsOfValues = new WeakMap<object, object>()

/** What a row says, decoded the first time; `decode` gives a frozen value. */
export function decodedOnce<Value extends object>(row: object, scale: number, decode: () => Value): Value {
  const known = decodedRows.get(row)
  if (known?.scale === scale) return known.value as Value
  const value = decode()
  decodedRows.set(row, { scale, value })
  rowsOfValues.set(value, row)
  return value
}

/** The row that a value was decoded from, as long as it is that very value. */
export function rowDecodedTo(value: object): object | undefined {
  return rowsOfValues.get(value)
}
