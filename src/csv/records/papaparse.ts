import Papa from 'papaparse'

// The one file that knows papaparse. It gets text that ends with a line feed, and never finds headers: a column named
// `__proto__` would be lost.

/** The records of a text. */
export interface ParsedCells {
  /** The cells of all records, then a row for what is behind the last line feed. */
  readonly rows: string[][]
  /** How many records come before the first wrong quote. */
  readonly sound: number
}

/** Splits text into records. */
export function parseCells(text: string, delimiter: string): ParsedCells {
  const { data, errors } = Papa.parse<string[]>(guarded(text), { delimiter, newline: '\n' })
  return { rows: data, sound: errors[0]?.row ?? data.length - 1 }
}

/** The first record of a text. */
export interface FirstRecord {
  readonly cells: string[]
  /** How long it is, with the line feed at its end. */
  readonly length: number
  /** Whether its quotes are right, or wrong, or a quote is still open at the end of the text. */
  readonly state: 'sound' | 'wrong' | 'open'
}

/** Splits the first record of a text. */
export function parseFirstRecord(text: string, delimiter: string): FirstRecord {
  // The fast mode of papaparse would split the whole text, and not say where the record ends.
  const options = { delimiter, newline: '\n', preview: 1, fastMode: false } as const
  const { data, errors, meta } = Papa.parse<string[]>(guarded(text), options)
  const state = errors.length === 0 ? 'sound' : errors.every(isMissing) ? 'open' : 'wrong'
  return { cells: data[0] ?? [], length: meta.cursor, state }
}

function isMissing({ code }: Papa.ParseError): boolean {
  return code === 'MissingQuotes'
}

// papaparse drops a byte order mark at the start of a text. In the middle of a file it is a character like any other.
function guarded(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? `\uFEFF${text}` : text
}
