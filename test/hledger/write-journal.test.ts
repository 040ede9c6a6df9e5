import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, computeUtilization } from 'budgetbook'
import { writeJournal } from 'budgetbook/journal'
import {
  bookArbitrary,
  expectedLine,
  inOrder,
  negated,
  scenarioDocument,
  type PlainBook,
} from '../journal/books.js'
import { minorUnitsOf } from '../support/arbitraries/money.js'
import { unitsOfText } from '../support/exact-decimal.js'
import { hledgerRows } from './csv.js'

const write = (book: PlainBook) => writeJournal(book, { format: 'hledger' })

/** The account of each category, as the journal declares them: the paying one first, then by the order of categories. */
function accountsOf(journal: string): string[] {
  return Array.from(journal.matchAll(/^account (.*)$/gm), ([, account = '']) => account).slice(1)
}

const amountOf = (cell: string, scale: number): bigint =>
  unitsOfText(cell === '' ? '0' : cell.split(' ')[0]!, scale)

/** What was spent and budgeted by account, in each month of a period. */
function performance(journal: string, period: string, scale: number) {
  const rows = hledgerRows(journal, [
    'bal',
    '--budget',
    '--flat',
    '-E',
    '--no-total',
    '--strict',
    '-p',
    period,
  ])
  return new Map(
    rows.map(([account = '', ...cells]) => {
      const units = cells.map((cell) => amountOf(cell, scale))
      const months = units.flatMap((spent, at) => (at % 2 === 0 ? [{ spent, budget: units[at + 1] }] : []))
      return [account.replace(/^<unbudgeted>:/, ''), months]
    }),
  )
}

/** An amount as hledger's CSV has it. */
const shown = (amount: string): string => (/[1-9]/.test(amount) ? amount : '0')

const ordinal = (day: number): string =>
  ({ 1: 'st', 2: 'nd', 3: 'rd', 21: 'st', 22: 'nd', 23: 'rd' })[day] ?? 'th'

function periodOf(from: string, end: string, day: number): string {
  const every = day === 1 ? 'monthly' : `every ${day}${ordinal(day)} day of month`
  const dayText = String(day).padStart(2, '0')
  return `${every} from ${from}-${dayText} to ${end}-${dayText}`
}

describe('hledger reads what writeJournal writes', () => {
  it('and agrees on what is spent and budgeted for every category in every month', () => {
    // The first and the last month of the calendar have other days than hledger's.
    const books = bookArbitrary().filter(({ month }) => month > '0001-03' && month < '9999-10')
    fc.assert(
      fc.property(books, (book) => {
        const { currency, monthStartDay } = book.settings
        const scale = minorUnitsOf(currency)
        const journal = write(book)
        const accounts = accountsOf(journal)
        expect(new Set(accounts).size).toBe(book.categories.length)
        const from = addMonths(book.month, -2)
        const found = performance(journal, periodOf(from, addMonths(from, 5), monthStartDay), scale)
        for (let offset = 0; offset < 5; offset++) {
          const report = computeUtilization({ ...book, month: addMonths(from, offset) })
          const lines = [...report.categories, ...report.unbudgeted]
          const expected = book.categories.map(({ id }) => {
            const line = lines.find(({ categoryId }) => categoryId === id)
            const budget = report.categories.find(({ categoryId }) => categoryId === id)?.budget ?? '0'
            return { spent: amountOf(line?.spent ?? '0', scale), budget: amountOf(budget, scale) }
          })
          const none = { spent: 0n, budget: 0n }
          expect(accounts.map((account) => found.get(account)?.[offset] ?? none)).toEqual(expected)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('and finds every expense as it is, its description as nothing but a description', () => {
    fc.assert(
      fc.property(bookArbitrary(), (book) => {
        const journal = write(book)
        const accounts = accountsOf(journal)
        const found = hledgerRows(journal, ['print', '--strict'])
        const expected = inOrder(book.expenses).flatMap(
          ({ date, amount, description, original, categoryId }) => {
            const account = accounts[book.categories.findIndex(({ id }) => id === categoryId)]
            const text = expectedLine(description).replaceAll(';', ',').replaceAll('|', '/')
            const comment = original
              ? `original: ${original.amount} ${original.currency}, rate: ${original.rate}`
              : ''
            const whole = [date, '', '', '', text, comment]
            return [
              [...whole, account, shown(amount), '', ''],
              [...whole, 'Assets:Checking', shown(negated(amount)), '', ''],
            ]
          },
        )
        expect(
          found.map(
            ([, date, date2, status, code, description, comment, account, amount, , , , ...posting]) => [
              ...[date, date2, status, code, description, comment, account, amount],
              ...posting,
            ],
          ),
        ).toEqual(expected)
      }),
      { numRuns: 100 },
    )
  })

  it('and reports the reference scenario', async () => {
    const journal = writeJournal(await scenarioDocument(), { format: 'hledger' })
    const rows = hledgerRows(journal, [
      'bal',
      '--budget',
      '-M',
      '-b',
      '2026-02',
      '-e',
      '2026-03',
      '--strict',
      'expenses',
    ])
    expect(rows).toEqual([
      ['Expenses', '2400.00 USD', '8000.00 USD'],
      ['Expenses:Travel', '700.00 USD', '2000.00 USD'],
      ['Expenses:Grocery', '300.00 USD', '1500.00 USD'],
      ['Expenses:Entertainment', '800.00 USD', '1000.00 USD'],
      ['Expenses:Food & Dining', '600.00 USD', '1500.00 USD'],
      ['Expenses:Gifts & Donation', '', '2000.00 USD'],
      ['Total:', '2400.00 USD', '8000.00 USD'],
    ])
  })
})
