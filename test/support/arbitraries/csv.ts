import fc from 'fast-check'
import type { CsvExpense } from 'budgetbook/csv'
import { civilDateArbitrary } from './calendar.js'

// What a text of a person can be that a file may take for something else.
const hardTexts = [
  ...[
    '"',
    '""',
    '"a',
    'a"',
    ',',
    ';',
    '\n',
    '\r',
    '\r\n',
    '\t',
    ' ',
    ' a ',
    '\uFEFF',
    '\uFEFFa',
    '=1+1',
    '-1',
  ],
  ...[
    '__proto__',
    'a\r',
    '\ra',
    'a,"b"\n',
    '","',
    "'",
    '|',
    'é',
    '\u{1F4D2}',
    '\u2028',
    '@',
    '<aaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  ],
]

/** Texts of descriptions, categories and ids; hostile ones are frequent. */
function cellTextArbitrary(minLength = 0): fc.Arbitrary<string> {
  const parts = fc
    .array(fc.constantFrom(...hardTexts), { minLength, maxLength: 4 })
    .map((all) => all.join(''))
  const plain = fc
    .string({ minLength, maxLength: 20, unit: 'binary' })
    .map((text) => text.replaceAll('\0', ' '))
  return fc.oneof(parts, plain)
}

/** Plain amounts of a book: never zero, up to 15 integer digits, up to four decimals. */
export function plainAmountArbitrary(): fc.Arbitrary<string> {
  const whole = fc.oneof(
    fc.nat({ max: 2_000 }),
    fc.constantFrom(999_999_999_999_999, 1_000, 999_999, 1_000_000),
  )
  const decimals = fc.oneof(fc.constant(''), fc.stringMatching(/^\d{1,4}$/))
  return fc
    .tuple(fc.boolean(), whole, decimals)
    .filter(([, number, rest]) => number > 0 || /[1-9]/.test(rest))
    .map(([isNegative, number, rest]) => `${isNegative ? '-' : ''}${number}${rest === '' ? '' : `.${rest}`}`)
}

/** Expenses as a book has them, with hostile texts. */
export function csvExpensesArbitrary(): fc.Arbitrary<CsvExpense[]> {
  const expense = fc.record({
    date: civilDateArbitrary(),
    categoryId: cellTextArbitrary(1),
    amount: plainAmountArbitrary(),
    description: cellTextArbitrary(),
    id: cellTextArbitrary(1),
  })
  return fc.array(expense, { maxLength: 12 })
}

/**
 * Text made of what a reader of CSV must tell apart: most of it is no proper file. Lines of any kind follow one another,
 * with right, wrong and open quotes.
 */
export function unrulyCsvArbitrary(): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    ...[
      '"',
      '"',
      '""',
      ',',
      ',',
      '\n',
      '\n',
      '\r\n',
      '\r',
      ' ',
      'a',
      '2026-02-03',
      '-5.00',
      '1',
      '\uFEFF',
      ';',
      '\t',
    ],
    ...[
      '2026-02-03,-5.00,a\n',
      '2026-02-03,"-5.00","a\nb"\r\n',
      'b","a\n',
      '"open\n',
      '"a"b,c\n',
      '\n\n',
      '""\n',
    ],
  )
  return fc.array(piece, { maxLength: 60 }).map((pieces) => `Date,Amount,Text\n${pieces.join('')}`)
}

/** Cuts a text into pieces at any places; empty pieces come too. */
export function cutsArbitrary(): fc.Arbitrary<(text: string) => string[]> {
  return fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 8 }).map((lengths) => (text) => {
    const pieces: string[] = []
    for (let at = 0, turn = 0; at < text.length; turn++) {
      const length = lengths[turn % lengths.length]! + (turn % lengths.length === 0 ? 1 : 0)
      pieces.push(text.slice(at, at + length))
      at += length
    }
    return pieces
  })
}
