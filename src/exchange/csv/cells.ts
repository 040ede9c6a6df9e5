import { invalidInput, requireKnownFields, requireObject } from '../../errors/invalid-input.js'
import { requireStorableText } from '../../model/text.js'

/** Options of everything that writes CSV. */
export interface CsvWriteOptions {
  /**
   * What stands between cells.
   * @defaultValue `','`
   */
  readonly delimiter?: ',' | ';' | '\t' | '|' | undefined
  /**
   * Whether texts that a spreadsheet would run as a formula get an apostrophe in front: those that begin with `=`, `+`,
   * `-` or `@`, also after white space or invisible characters, or with a tab or a line break. Texts with a mark that
   * another program may split at are quoted. Amounts and dates never do. A file with apostrophes is for people: a
   * program that reads it gets texts that differ from those in the book.
   * @defaultValue `false`
   */
  readonly neutralize?: boolean | undefined
  /**
   * Whether the file begins with a byte order mark. Excel takes a file without one for an older encoding.
   * @defaultValue `false`
   */
  readonly bom?: boolean | undefined
}

/** Writes the lines of a file. */
export interface LineWriter {
  /** What comes before the first line. */
  readonly start: string
  /** A cell with a text of a person. */
  readonly text: (text: string) => string
  /** A line of cells that were written already. */
  readonly line: (cells: readonly string[]) => string
}

const optionNames = ['delimiter', 'neutralize', 'bom']
const delimiters: readonly unknown[] = [',', ';', '\t', '|']
// Programs pass over white space and invisible characters, and take full-width signs for the usual ones.
const formulaStart = /^[\s\p{Default_Ignorable_Code_Point}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u
// A program that splits at another mark would begin a cell in the middle of a text.
const anyMark = /[,;|\t]/

/** Checks options, and makes a writer that uses them. `others` are the names of options that it does not know. */
export function lineWriter(options: CsvWriteOptions, others: readonly string[] = []): LineWriter {
  requireObject(options, 'The options')
  requireKnownFields(options, [...optionNames, ...others])
  const { delimiter = ',', neutralize = false, bom = false } = options
  if (!delimiters.includes(delimiter))
    throw invalidInput('invalid_value', 'Must be "," or ";" or a tab or "|"', ['delimiter'])
  requireFlag('neutralize', neutralize)
  requireFlag('bom', bom)
  // White space at the ends is quoted too: some programs drop it.
  const needsQuotes = new RegExp(`["\\r\\n${delimiter === '|' ? '\\|' : delimiter}]|^\\s|\\s$`)
  return {
    start: bom ? '\uFEFF' : '',
    text: (text) => {
      const safe = neutralize && formulaStart.test(text) ? `'${text}` : text
      return needsQuotes.test(safe) || (neutralize && anyMark.test(safe))
        ? `"${safe.replaceAll('"', '""')}"`
        : safe
    },
    line: (cells) => `${cells.join(delimiter)}\r\n`,
  }
}

function requireFlag(name: string, value: unknown): void {
  if (typeof value !== 'boolean') throw invalidInput('invalid_type', 'Must be true or false', [name])
}

/** Refuses what no cell can hold: anything but text, and text that no book can hold. */
export function requireCellText(value: unknown, what: string): string {
  if (typeof value === 'string') return requireStorableText(value)
  throw invalidInput('invalid_type', `${what} must be text`, [], { expected: 'string' })
}
