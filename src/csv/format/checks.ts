import {
  atPath,
  invalidInput,
  requireKnownFields,
  requireObject,
  requireText,
} from '../../errors/invalid-input.js'
import type { AmountFormat, CellTest, Column, CsvFormat, RejectRule } from '../csv-format.js'
import type { CheckedAmountFormat } from './amounts.js'

/** How a file is split into records. */
export interface Layout {
  readonly delimiter: string
  readonly skipLines: number
  readonly header: boolean
}

/** The fields of a format that say how a file is split and how it writes amounts. */
const mostItems = 100
const mostWords = 1_000
const maxSymbolLength = 10

export const commonFields = ['delimiter', 'skipLines', 'header', 'decimal', 'group', 'symbols', 'reject']

const delimiters = [',', ';', '\t', '|'] as const
const maxSkipLines = 10_000
const testKinds = ['is', 'isNot', 'startsWith'] as const

/** Takes one of some values; `fallback` if it is absent. */
export function oneOf<Value>(
  name: string,
  value: Value | undefined,
  allowed: readonly Value[],
  fallback?: Value,
): Value {
  if (value === undefined && fallback !== undefined) return fallback
  if (allowed.includes(value as Value)) return value as Value
  const code = value === undefined ? 'required' : 'invalid_value'
  throw invalidInput(code, `Must be ${allowed.map((one) => JSON.stringify(one)).join(' or ')}`, [name])
}

/** Checks how a file is split. */
export function readLayout({
  delimiter,
  skipLines = 0,
  header,
}: Omit<CsvFormat, 'columns' | 'dates'>): Layout {
  if (!Number.isInteger(skipLines) || skipLines < 0 || skipLines > maxSkipLines)
    throw invalidInput('invalid_value', `Must be a whole number from 0 to ${maxSkipLines}`, ['skipLines'])
  return {
    delimiter: readDelimiter(delimiter),
    skipLines,
    header: oneOf('header', header, [true, false], true),
  }
}

/** Checks a delimiter; a comma if it is absent. */
function readDelimiter(delimiter: CsvFormat['delimiter']): string {
  return oneOf('delimiter', delimiter, delimiters, ',')
}

/** Checks how a file writes amounts. */
export function readAmountFormat(format: AmountFormat): CheckedAmountFormat {
  const decimal = oneOf('decimal', format.decimal, ['.', ','] as const, '.')
  const group = oneOf('group', format.group, ['', ',', '.', ' ', "'"] as const, '')
  if (group === decimal)
    throw invalidInput('invalid_value', 'Must be another mark than the decimal mark', ['group'])
  return { decimal, group, symbols: readSymbols(format.symbols ?? []) }
}

function readSymbols(symbols: readonly string[]): readonly string[] {
  return readList('symbols', symbols, (symbol) => {
    requireText(symbol, 'A symbol')
    // Such a symbol would take digits or signs off amounts.
    if (symbol.trim() === '' || symbol !== symbol.trim() || /[\d()+\-\u2212]/.test(symbol))
      throw invalidInput('invalid_value', 'A symbol has no digits, no signs and no space at its ends')
    if (symbol.length > maxSymbolLength)
      throw invalidInput('too_long', `At most ${maxSymbolLength} characters are allowed`, [], {
        maximum: maxSymbolLength,
      })
    return symbol
  })
}

/** Checks each item of a list, with its position in the path. */
function readList<Item, Read>(
  name: string,
  list: readonly Item[],
  read: (item: Item) => Read,
  most = mostItems,
): readonly Read[] {
  if (!Array.isArray(list))
    throw invalidInput('invalid_type', 'Must be a list', [name], { expected: 'array' })
  const { length } = list as readonly Item[]
  // Each row is compared with all of it, and a format may come from a request.
  if (length > most)
    throw invalidInput('too_long', `At most ${most} items are allowed`, [name], { maximum: most })
  return Array.from(list as readonly Item[], (item, position) => atPath([name, position], () => read(item)))
}

/** Checks a column: a name, or a position. */
export function readColumn(column: Column, header: boolean): Column {
  if (typeof column === 'string') {
    if (header) return column.trim().normalize()
    throw invalidInput('invalid_value', 'Without a header, a column is its position from 0')
  }
  if (typeof column === 'number' && Number.isInteger(column) && column >= 0) return column
  const code = column === undefined ? 'required' : 'invalid_type'
  throw invalidInput(code, 'A column is the text of its header, or its position from 0')
}

/** Checks the rules for rows that are not to be read. */
export function readRules(rules: readonly RejectRule[], header: boolean): readonly RejectRule[] {
  return readList('reject', rules, (rule) => {
    requireObject(rule, 'A rule')
    requireKnownFields(rule, ['code', 'when'])
    const { code, when } = rule
    atPath(['code'], () => requireText(code, 'A code'))
    if (code === '') throw invalidInput('too_short', 'At least 1 character is needed', ['code'])
    const tests = readList('when', when, (test) => readTest(test, header))
    if (tests.length === 0) throw invalidInput('too_short', 'At least 1 condition is needed', ['when'])
    return { code, when: tests }
  })
}

function readTest(test: CellTest, header: boolean): CellTest {
  requireObject(test, 'A condition')
  const column = atPath(['column'], () => readColumn(test.column, header))
  const kind = testKinds.find((one) => one in test) ?? 'startsWith'
  requireKnownFields(test, ['column', kind])
  if ('is' in test) return { column, is: readWords('is', test.is) }
  if ('isNot' in test) return { column, isNot: readWords('isNot', test.isNot) }
  const { startsWith } = test
  atPath(['startsWith'], () => requireText(startsWith, 'A beginning'))
  return { column, startsWith }
}

/** Checks a list of texts that a cell is compared with. */
export function readWords(name: string, words: readonly string[]): readonly string[] {
  const read = (word: string): string => {
    requireText(word, 'A text')
    return word
  }
  return readList(name, words, read, mostWords)
}
