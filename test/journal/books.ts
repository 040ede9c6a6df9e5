import fc from 'fast-check'
import { createMemoryAdapter, openBudgetBook, type BookDocument } from 'budgetbook'
import { plainInputArbitrary } from '../support/arbitraries/utilization.js'
import { amountArbitrary, currencyArbitrary, minorUnitsOf } from '../support/arbitraries/money.js'
import { textOfUnits } from '../support/exact-decimal.js'
import { budgetsOf, expensesOf, scenario, scenarioMonths } from '../scenario/scenario.js'

/** The reference scenario, as a book exports it. */
export async function scenarioDocument(): Promise<BookDocument> {
  const book = await openBudgetBook({ storage: createMemoryAdapter(), now: () => new Date('2026-02-20') })
  await book.settings.update(scenario.settings.updated)
  const ids = new Map<string, string>()
  for (const name of scenario.categories) ids.set(name, (await book.categories.create({ name })).id)
  const idOf = (category: string) => ids.get(category) ?? ''
  for (const month of scenarioMonths) {
    for (const { category, amount } of budgetsOf(month))
      await book.budgets.create({ categoryId: idOf(category), month, amount })
    for (const { category, ...expense } of expensesOf(month))
      await book.expenses.record({ categoryId: idOf(category), ...expense })
  }
  return book.exportBook()
}

// Signs of both formats, scripts without capital letters, marks, signs of no script, and what looks like another one.
const plainTokens = `: ; " ' | = * ! ( ) [x] (code) { < #tag ^link @ ~ % $ - -- / . , 0 9 2026-01-01 =2026-01-01 date:2020-01-01
  Expenses Expenses:A USD a A b é ß ŉ ǆ İ ı Ł я Ω 旅行 हिन्दी กิน שלום مرحبا 😀 👨‍👩‍👧 ٣ ½ Ⅷ Travel Food-Dining X- Unnamed comment`
const codePoints = '20 2020 9 a d,a 85 2028 a0 0 7 5c 5c,6e 65,301 202e 200f 2066 200b 200d feff d800'
const tokens = [
  ...plainTokens.split(/\s+/),
  ...codePoints
    .split(' ')
    .map((points) => String.fromCodePoint(...points.split(',').map((hex) => Number.parseInt(hex, 16)))),
  ...['Food & Dining', 'type: Asset', '; type: A', 'name: "x"', 'end comment', 'include a', '(code) a', '  '],
]

/** Text that tries to be more than text. */
function hostileText(): fc.Arbitrary<string> {
  return fc.oneof(
    {
      arbitrary: fc.array(fc.constantFrom(...tokens), { maxLength: 6 }).map((parts) => parts.join('')),
      weight: 3,
    },
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom('', 'Travel', 'x'.repeat(100), '😀'.repeat(100)),
  )
}

export interface PlainExpense {
  id: string
  categoryId: string
  date: string
  amount: string
  description: string
  original: { amount: string; currency: string; rate: string } | null
}

export interface PlainBook {
  /** About which the budgets and expenses are. */
  month: string
  settings: { currency: string; monthStartDay: number }
  groups: { id: string; name: string }[]
  categories: { id: string; name: string; groupId: string | null }[]
  budgets: { categoryId: string; month: string; amount: string }[]
  expenses: PlainExpense[]
}

function originals(): fc.Arbitrary<PlainExpense['original']> {
  const original = currencyArbitrary().chain((currency) =>
    fc.record({
      amount: amountArbitrary(currency),
      currency: fc.constant<string>(currency),
      rate: fc.constantFrom('1', '0.00000000000000000001', '1.0935', '123456789012345.5'),
    }),
  )
  return fc.option(original)
}

/**
 * Sound books: every scale of currency, every start day, refunds, zeros, categories in groups and in none, and names and
 * descriptions that try to be more than text.
 */
export function bookArbitrary(): fc.Arbitrary<PlainBook> {
  const groups = fc.uniqueArray(fc.record({ id: fc.string({ maxLength: 3 }), name: hostileText() }), {
    maxLength: 3,
    selector: ({ id }) => id,
  })
  return fc.tuple(plainInputArbitrary(), groups).chain(([input, listed]) => {
    const { month, settings, categories, budgets, expenses } = input
    const groupId = fc.constantFrom(null, ...listed.map(({ id }) => id))
    return fc.record({
      month: fc.constant(month),
      settings: fc.constant({ currency: settings.currency, monthStartDay: settings.monthStartDay }),
      groups: fc.constant(listed),
      categories: fc.tuple(
        ...categories.map(({ id }) => fc.record({ id: fc.constant(id), name: hostileText(), groupId })),
      ),
      budgets: fc.constant(budgets),
      expenses: fc.tuple(
        ...expenses.map((expense, at) =>
          fc.record({
            id: fc.constant(`e${at}`),
            categoryId: fc.constant(expense.categoryId),
            date: fc.constant(expense.date),
            // A change of the currency leaves some at zero.
            amount: fc.constantFrom(
              expense.amount,
              expense.amount,
              textOfUnits(0n, minorUnitsOf(settings.currency)),
            ),
            description: hostileText(),
            original: originals(),
          }),
        ),
      ),
    })
  })
}

/** Text as both formats keep it: one line, one space for every run of them, no marks of direction, no half characters. */
export function expectedLine(text: string): string {
  let line = ''
  for (const character of text) {
    const point = character.codePointAt(0)!
    const isMark =
      [0x061c, 0x200e, 0x200f].includes(point) ||
      (point >= 0x202a && point <= 0x202e) ||
      (point >= 0x2066 && point <= 0x2069)
    if (isMark) continue
    if (point >= 0xd800 && point <= 0xdfff) line += '\uFFFD'
    else if (
      point < 0x20 ||
      (point >= 0x7f && point < 0xa0) ||
      (character !== '\uFEFF' && /\s/.test(character))
    )
      line += ' '
    else line += character
  }
  return line
    .split(' ')
    .filter((word) => word !== '')
    .join(' ')
}

/** Expenses in the order of a journal. */
export function inOrder(expenses: readonly PlainExpense[]): PlainExpense[] {
  const key = ({ date, id }: PlainExpense) => `${date} ${id}`
  return [...expenses].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** An amount with the other sign; zero has none. */
export function negated(amount: string): string {
  if (amount.startsWith('-')) return amount.slice(1)
  return /[1-9]/.test(amount) ? `-${amount}` : amount
}
