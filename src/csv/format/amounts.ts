import type { AmountFormat } from '../csv-format.js'

const maxIntegerDigits = 15
// No amount is longer, with all its decimals.
const maxDigits = 35
const zero = 48
const nine = 57
const hyphen = 45
const groupMarks: Readonly<Record<string, string>> = {
  '': '',
  ',': ',',
  '.': '.',
  ' ': ' \u00A0\u2007\u2009\u202F',
  "'": "'\u2018\u2019\u02BC",
}

/** An amount as a file has it. */
export interface ReadAmount {
  /** Plain digits with a decimal point if there are decimals, without a sign. */
  readonly digits: string
  /** Whether it is below zero. */
  readonly isNegative: boolean
  /** Whether it is zero. */
  readonly isZero: boolean
}

/** An {@link AmountFormat} with its defaults. */
export type CheckedAmountFormat = { readonly [Name in keyof AmountFormat]-?: NonNullable<AmountFormat[Name]> }

/** Makes a reader of amounts: it takes trimmed text, and gives `null` for anything that the format does not allow. */
export function amountReader(format: CheckedAmountFormat): (text: string) => ReadAmount | null {
  const { decimal } = format
  const symbols = format.symbols.toSorted((one, other) => other.length - one.length)
  const marks = groupMarks[format.group] ?? ''
  return (text) => {
    // Most amounts are digits with a sign at most.
    const isNegative = text.charCodeAt(0) === hyphen
    const plain = readDigits(isNegative ? text.slice(1) : text, decimal, isNegative)
    if (plain !== null) return plain
    const bare = withoutSigns(text, symbols)
    return readDigits(withoutGroups(bare.text, decimal, marks), decimal, bare.isNegative)
  }
}

/** Reads digits with a decimal mark; `null` for anything else. Goes through the text once, because files are long. */
function readDigits(text: string, decimal: string, isNegative: boolean): ReadAmount | null {
  const { length } = text
  if (length === 0 || length > maxDigits) return null
  const markCode = decimal.charCodeAt(0)
  let mark = -1
  let firstNonzero = -1
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code === markCode) {
      if (mark !== -1 || index === length - 1) return null
      mark = index
    } else if (code < zero || code > nine) return null
    else if (code !== zero && firstNonzero === -1) firstNonzero = index
  }
  const whole = mark === -1 ? length : mark
  // Zeros in front do not count, but one stays before the mark.
  const start = Math.min(firstNonzero === -1 ? whole : firstNonzero, Math.max(whole - 1, 0))
  if (whole - start > maxIntegerDigits) return null
  const isZero = firstNonzero === -1
  return { digits: plainDigits(text, start, mark, decimal), isNegative: isNegative && !isZero, isZero }
}

function plainDigits(text: string, start: number, mark: number, decimal: string): string {
  // Some files leave out the zero before the mark.
  if (mark === 0) return `0.${text.slice(1)}`
  if (mark === -1 || decimal === '.') return start === 0 ? text : text.slice(start)
  return `${text.slice(start, mark)}.${text.slice(mark + 1)}`
}

function areDigits(text: string, from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index)
    if (code < zero || code > nine) return false
  }
  return true
}

// Takes off one sign or pair of parentheses, and one symbol, at either end: `-$5`, `$-5`, `5-`, `(5)`, `5 EUR`.
function withoutSigns(cell: string, symbols: readonly string[]): { text: string; isNegative: boolean } {
  let text = cell
  let sign = ''
  let hasSymbol = false
  for (let before = ''; before !== text;) {
    before = text
    if (sign === '') {
      sign = signOf(text)
      text = withoutSign(text, sign)
    }
    const symbol =
      hasSymbol || areDigits(text.charAt(0) + text.charAt(text.length - 1), 0, 2)
        ? undefined
        : symbols.find((one) => text.startsWith(one) || text.endsWith(one))
    if (symbol === undefined) continue
    hasSymbol = true
    text = (text.startsWith(symbol) ? text.slice(symbol.length) : text.slice(0, -symbol.length)).trim()
  }
  return { text, isNegative: sign !== '' && !sign.includes('+') }
}

const signs = ['-', '+', '\u2212']

// The sign, with a dot on the side on which the amount is.
function signOf(text: string): string {
  if (text.startsWith('(') && text.endsWith(')')) return '()'
  const first = signs.find((sign) => text.startsWith(sign))
  if (first !== undefined) return `${first}.`
  const last = signs.find((sign) => text.endsWith(sign))
  return last === undefined ? '' : `.${last}`
}

function withoutSign(text: string, sign: string): string {
  if (sign === '') return text
  const start = sign.startsWith('.') ? 0 : 1
  const end = sign.endsWith('.') ? text.length : text.length - 1
  return text.slice(start, end).trim()
}

// The same text without the marks between groups, if all groups are of three digits, or as in India; else unchanged, so
// that it is not an amount.
function withoutGroups(text: string, decimal: string, marks: string): string {
  const point = text.indexOf(decimal)
  const whole = point === -1 ? text : text.slice(0, point)
  const mark = Array.from(marks).find((one) => whole.includes(one))
  if (mark === undefined || text.length > 2 * maxDigits) return text
  const groups = whole.split(mark)
  const [first = '', last = ''] = [groups[0], groups.at(-1)]
  const inner = groups.slice(1, -1)
  const areOf = (size: number): boolean =>
    first.length > 0 && first.length <= size && inner.every(({ length }) => length === size)
  if (last.length !== 3 || !(areOf(3) || areOf(2))) return text
  return groups.join('') + text.slice(whole.length)
}
