const lineFeed = 10

/** The first record of a text. */
export interface FirstRecord {
  /** The cells of a sound record. */
  readonly cells: string[]
  /** How long it is, with the line feed at its end. */
  readonly length: number
  /** Whether it is right, or wrong, or a quote is still open at the end of the text. */
  readonly state: 'sound' | 'wrong' | 'open'
  /** Whether a carriage return outside of quotes stands inside the record: it may be the end of a line. */
  readonly hasStrayReturn: boolean
}

/**
 * Splits the first record of a text that ends with a line feed, as papaparse does. It looks at each character once,
 * whatever the text. In contrast, papaparse looks at the white space before a delimiter again for each wrong quote, and
 * lists all wrong quotes. This function stops when a record of more than one line has more than `mostCells`; such a
 * record is wrong.
 */
export function readFirstRecord(text: string, delimiter: string, mostCells: number): FirstRecord {
  const lineEnd = text.indexOf('\n')
  const cells: string[] = []
  let hasStrayReturn = false
  for (let at = 0; ; at++) {
    const start = at
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1)
      cells.push(text.slice(at + 1, close === -1 ? text.length : close).replaceAll('""', '"'))
      at = close === -1 ? text.length : endOfSpace(text, close + 1, delimiter)
    } else {
      at = endOfCell(text, at, delimiter)
      const cell = text.slice(start, at)
      cells.push(cell)
      // The last cell may end with the carriage return of its line.
      const inside = text[at] === '\n' && cell.endsWith('\r') ? cell.slice(0, -1) : cell
      hasStrayReturn ||= inside.includes('\r')
    }
    const isTooWide = cells.length > mostCells && at > lineEnd
    const state = isTooWide ? 'wrong' : stateAt(text, at, delimiter)
    if (state !== null) return { cells, length: Math.min(at + 1, text.length), state, hasStrayReturn }
  }
}

// Whether a record ends where a cell has ended, and how; `null` if it goes on.
function stateAt(text: string, at: number, delimiter: string): FirstRecord['state'] | null {
  if (at === text.length) return 'open'
  if (text[at] === delimiter) return null
  return text[at] === '\n' ? 'sound' : 'wrong'
}

function endOfCell(text: string, from: number, delimiter: string): number {
  const mark = delimiter.charCodeAt(0)
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === mark || code === lineFeed) return at
  }
  return text.length
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

// The position of the first character that is not white space, or that ends a cell. A tab may be both.
function endOfSpace(text: string, from: number, delimiter: string): number {
  let at = from
  while (text[at] !== delimiter && text[at] !== '\n' && text[at]?.trim() === '') at++
  return at
}
