import type { TableName } from './tables.js'

type AnyRow = Readonly<Record<string, string | null>>

const mostRecent = 5_000

/**
 * Rows that were read lately, by their text. Most rows of a book do not change between two reads. The same text gives
 * the same row, so it is parsed and checked only once. The text itself is read from the database every time.
 */
export class KnownRows {
  #recent = new Map<string, AnyRow>()
  #older = new Map<string, AnyRow>()

  /** The row for a text of a table. A new text is parsed. */
  rowOf(table: TableName, cells: string, parse: (cells: string) => AnyRow): AnyRow {
    const key = table + cells
    const known = this.#recent.get(key)
    if (known) return known
    const row = this.#older.get(key) ?? parse(cells)
    // There are two generations. A row that was not used while one generation filled up is dropped with it.
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

/** The decoded value of a row. `decode` runs only the first time, and must return a frozen value. */
export function decodedOnce<Value extends object>(row: object, scale: number, decode: () => Value): Value {
  const known = decodedRows.get(row)
  if (known?.scale === scale) return known.value as Value
  const value = decode()
  decodedRows.set(row, { scale, value })
  rowsOfValues.set(value, row)
  return value
}

/** The row that this very value was decoded from, if it is remembered. */
export function rowDecodedTo(value: object): object | undefined {
  return rowsOfValues.get(value)
}
