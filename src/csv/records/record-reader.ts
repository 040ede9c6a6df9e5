import { invalidInput } from '../../errors/invalid-input.js'
import { readFirstRecord, type FirstRecord } from './first-record.js'
import { parseCells } from './papaparse.js'

// How much text is parsed at once. Only speed and memory depend on it.
const windowSize = 65_536
/** A record of more than one line has at most this many characters, so that an unclosed quote costs one line. */
const maxRecordLength = 65_536
/**
 * A line has at most this many characters, because it is split at once. That is twice as many as an item of a document
 * may have, because a file writes each quote twice.
 */
export const maxLineLength = 262_144
// papaparse may pass over a shorter run of white space any number of times.
const gapSize = 256
// Not at the end of a line.
const strayReturn = /\r[^\n]/
const byteOrderMark = 0xfeff

/** Gets what a file consists of, in the order of its lines. */
export interface RecordSink {
  /**
   * How many cells a record of more than one line has at most. Where quotes pair up wrongly from line to line, each line
   * adds cells.
   */
  readonly maxCells: number
  /** A record, and the line on which it begins. */
  record(cells: string[], line: number): void
  /** A line that is not a record. The next record begins on the next line. */
  broken(text: string, line: number, why: BreakReason): void
}

/** What is wrong with a line. */
export type BreakReason = 'quotes' | 'carriage_return' | 'length'

/**
 * Splits text that comes in pieces into records. How the text was cut makes no difference. Most text goes through
 * papaparse a window at a time. Where papaparse finds a wrong quote, it gets one record at a time, so that each line is
 * in a record or is reported.
 */
export class RecordReader {
  readonly #delimiter: string
  readonly #sink: RecordSink
  #linesToSkip: number
  #text = ''
  // Where the next record begins, and on which line.
  #at = 0
  #line = 1
  // Before this position, records are parsed one at a time.
  #carefulUntil = 0
  // A line that is not complete yet is not searched again for each piece.
  #needed = 0
  #hasBegun = false
  #hasEnded = false

  constructor(delimiter: string, skipLines: number, sink: RecordSink) {
    this.#delimiter = delimiter
    this.#linesToSkip = skipLines
    this.#sink = sink
  }

  /** Adds the next piece of the text. */
  add(piece: string): void {
    if (piece === '') return
    if (piece.includes('\0')) {
      throw invalidInput(
        'unsupported_text',
        'The text has NUL characters. It may be UTF-16 that was read as something else: decodeCsv reads its bytes',
      )
    }
    const start = !this.#hasBegun && piece.charCodeAt(0) === byteOrderMark ? 1 : 0
    this.#hasBegun = true
    this.#text = this.#text.slice(this.#at) + piece.slice(start)
    this.#carefulUntil = Math.max(this.#carefulUntil - this.#at, 0)
    this.#at = 0
  }

  /** Says that there are no more pieces. */
  end(): void {
    this.#hasEnded = true
    // With a line feed at its end, the last line is like every other.
    if (this.#at < this.#text.length && !this.#text.endsWith('\n')) this.#text += '\n'
  }

  /** Reads on for about one window. Gives `false` if it needs another piece, or if everything is read. */
  step(): boolean {
    const left = this.#text.length - this.#at
    if (left === 0) return false
    if (!this.#hasEnded && left < Math.max(windowSize + maxRecordLength, this.#needed)) return false
    if (this.#linesToSkip > 0) return this.#skipLine()
    if (this.#at >= this.#carefulUntil) {
      const end = this.#text.lastIndexOf('\n', this.#at + windowSize - 1) + 1
      if (end > this.#at) return this.#readWindow(end)
    }
    return this.#readCarefully()
  }

  #skipLine(): boolean {
    const end = this.#endOfLine()
    if (end === 0) return false
    requireLineFeeds(this.#text.slice(this.#at, end))
    this.#at = end
    this.#line++
    this.#linesToSkip--
    return true
  }

  // The end of the line that begins at the present position; zero if it is not there yet.
  #endOfLine(): number {
    const end = this.#text.indexOf('\n', this.#at) + 1
    this.#needed = end === 0 ? 2 * (this.#text.length - this.#at) : 0
    return end
  }

  #readWindow(end: number): true {
    const window = this.#text.slice(this.#at, end)
    // Most files have no such character, and looking for the character first is faster.
    const isHard =
      (window.includes('\r') && strayReturn.test(window)) || (window.includes('"') && hasGap(window))
    if (isHard) {
      this.#carefulUntil = end
      return true
    }
    const { rows, sound } = parseCells(window, this.#delimiter)
    const lines = countLines(this.#text, this.#at, end)
    if (sound === lines && rows.length === lines + 1) {
      for (let index = 0; index < sound; index++) this.#sink.record(rows[index] as string[], this.#line++)
      this.#at = end
    } else {
      this.#passRecords(rows, sound)
      this.#carefulUntil = end
    }
    return true
  }

  // Passes on records of several lines, as far as they are sound.
  #passRecords(rows: string[][], sound: number): void {
    for (let index = 0; index < sound; index++) {
      const cells = rows[index] as string[]
      const lines = lineFeedsIn(cells) + 1
      let end = this.#at
      for (let line = 0; line < lines; line++) end = this.#text.indexOf('\n', end) + 1
      if (lines > 1 && (end - this.#at > maxRecordLength || cells.length > this.#sink.maxCells)) return
      this.#sink.record(cells, this.#line)
      this.#line += lines
      this.#at = end
    }
  }

  // One record at a time, to the end of the window that has a wrong quote in it. It may take several steps: where quotes
  // pair up wrongly, the same text is looked at for each line.
  #readCarefully(): boolean {
    let looked = 0
    do {
      if (!this.#hasEnded && this.#text.length - this.#at < maxRecordLength) return false
      const lineEnd = this.#endOfLine()
      if (lineEnd === 0) return false
      looked += this.#readRecord(lineEnd)
    } while (this.#at < this.#carefulUntil && looked < windowSize)
    return true
  }

  // Gives how many characters it looked at.
  #readRecord(lineEnd: number): number {
    let looked = 0
    if (lineEnd - 1 - this.#at > maxLineLength) {
      this.#breakLine(lineEnd, 'length')
      return looked
    }
    const lastEnd = Math.max(this.#text.lastIndexOf('\n', this.#at + maxRecordLength - 1) + 1, lineEnd)
    for (let end = lineEnd; ; end = this.#longer(end, lastEnd)) {
      const text = this.#text.slice(this.#at, end)
      const record = readFirstRecord(text, this.#delimiter, this.#sink.maxCells)
      looked += text.length
      if (record.state === 'sound') {
        this.#passRecord(record, lineEnd)
        return looked
      }
      if (record.state === 'wrong' || end === lastEnd) break
    }
    this.#breakLine(lineEnd, 'quotes')
    return looked
  }

  #passRecord({ cells, length, hasStrayReturn }: FirstRecord, lineEnd: number): void {
    if (hasStrayReturn) {
      this.#breakLine(lineEnd, 'carriage_return')
      return
    }
    this.#sink.record(cells, this.#line)
    this.#line += lineFeedsIn(cells) + 1
    this.#at += length
  }

  #breakLine(lineEnd: number, why: BreakReason): void {
    this.#sink.broken(this.#text.slice(this.#at, lineEnd - 1), this.#line, why)
    this.#line++
    this.#at = lineEnd
  }

  // Several times as much, so that a long record is not parsed once for each of its lines.
  #longer(end: number, lastEnd: number): number {
    const target = this.#at + 4 * (end - this.#at)
    if (target > lastEnd) return lastEnd
    return this.#text.indexOf('\n', target - 1) + 1
  }
}

// For each quote that it takes for a wrong one, papaparse looks at all white space before the next delimiter.
function hasGap(text: string): boolean {
  for (let at = 0; at + gapSize <= text.length; at += gapSize) {
    if (text.slice(at, at + gapSize).trim() === '') return true
  }
  return false
}

/** Refuses the first lines of a file whose lines end with CR alone: all of it would be one line. */
export function requireLineFeeds(text: string): void {
  if (!strayReturn.test(text)) return
  throw invalidInput(
    'unsupported_text',
    'Lines end with a carriage return alone. Put a line feed in its place: text.replaceAll("\\r", "\\n")',
    ['text'],
  )
}

function countLines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at = text.indexOf('\n', at) + 1) count++
  return count
}

function lineFeedsIn(cells: readonly string[]): number {
  let count = 0
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count++
  }
  return count
}
