import Papa from 'papaparse'

// The only file that uses papaparse. Here papaparse gets text that ends with a line feed. It does not look for headers,
// because it would lose a column named `__proto__`.

/** The records of a text. */
export interface ParsedCells {
  /** The cells of all records, then a row for what is after the last line feed. */
  readonly rows: string[][]
  /** How many records come before the first wrong quote. */
  readonly sound: number
}

/** Splits text into records. */
export function parseCells(text: string, delimiter: string): ParsedCells {
  const { data, errors } = Papa.parse<string[]>(guarded(text), { delimiter, newline: '\n' })
  return { rows: data, sound: errors[0]?.row ?? data.length - 1 }
}

// papaparse drops a byte order mark at the start of a text. In the middle of a file it is a character like any other.
function guarded(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? `\uFEFF${text}` : text
}
