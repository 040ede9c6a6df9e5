import fc from 'fast-check'
import { civilDateArbitrary } from './calendar.js'
import { amountArbitrary, currencyArbitrary } from './money.js'

/** An expense as a search sees it, and what its description means: one letter for all spellings of a sign. */
export interface SearchedRow {
  readonly categoryId: string
  readonly date: string
  readonly amount: string
  readonly description: string
  readonly meaning: string
}

// Spellings that Unicode takes for the same in names, by a letter that stands for all of them.
const spellings: Readonly<Record<string, readonly string[]>> = {
  a: ['a', 'A', 'a\u00AD', '\u200Ba', '\uFF41'],
  e: ['\u00E9', '\u00C9', 'e\u0301', 'E\u0301'],
  s: ['\u00DF', 'ss', 'SS', '\u1E9E'],
  f: ['\uFB01', 'fi', 'FI'],
  g: ['\u03C3', '\u03A3', '\u03C2'],
  i: ['\u0131'],
  n: ['1', '\uFF11', '\u2460'],
  ' ': [' ', '  ', '\u00A0', '\t\n'],
}

/** Text, and what it means. */
export interface SpelledText {
  readonly text: string
  readonly meaning: string
}

function meaningOf(letters: readonly string[]): string {
  return letters.join('').replace(/ +/g, ' ').trim()
}

/** A text of some letters, each in any of its spellings. */
function spelled(letters: fc.Arbitrary<string[]>): fc.Arbitrary<SpelledText> {
  return letters.chain((wanted) =>
    fc
      .tuple(...wanted.map((letter) => fc.constantFrom(...spellings[letter]!)))
      .map((parts) => ({ text: parts.join(''), meaning: meaningOf(wanted) })),
  )
}

const letter = () => fc.constantFrom(...Object.keys(spellings))

/** Short texts in any spelling: they often occur in others. */
export function soughtTextArbitrary(): fc.Arbitrary<SpelledText> {
  return spelled(fc.array(letter(), { maxLength: 3 }))
}

/** Expenses of one currency: refunds, zero, 15 digits, every date; and the currency. */
export function searchedExpensesArbitrary(): fc.Arbitrary<{ currency: string; expenses: SearchedRow[] }> {
  const descriptions = spelled(fc.array(letter(), { maxLength: 8 }))
  return currencyArbitrary().chain((currency) => {
    const row = fc
      .record({
        categoryId: fc.constantFrom('food', 'fun', '__proto__', ''),
        date: civilDateArbitrary(),
        amount: amountArbitrary(currency),
        described: descriptions,
      })
      .map(({ described: { text, meaning }, ...rest }) => ({ ...rest, description: text, meaning }))
    return fc.record({ currency: fc.constant<string>(currency), expenses: fc.array(row, { maxLength: 12 }) })
  })
}
