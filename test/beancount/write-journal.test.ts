import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, computeUtilization, monthOf, monthRange } from 'budgetbook'
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
import { readJournals, type FoundJournal } from './read-journals.js'

const write = (book: PlainBook) => writeJournal(book, { format: 'beancount' })

// One start of Python for many books.
const books = () => fc.array(bookArbitrary(), { minLength: 1, maxLength: 25 })

function eachBook(check: (book: PlainBook, found: FoundJournal) => void): void {
  fc.assert(
    fc.property(books(), (several) => {
      const found = readJournals(several.map(write))
      for (const [at, book] of several.entries()) check(book, found[at]!)
    }),
    { numRuns: 12 },
  )
}

const amountOf = (text: string, scale: number): bigint => unitsOfText(text.split(' ')[0]!, scale)

const accountsOf = ({ opens }: FoundJournal): string[] => opens.slice(1).map(({ account }) => account)

/** What was spent from an account in a month. */
function spentIn(
  found: FoundJournal,
  account: string,
  month: string,
  startDay: number,
  scale: number,
): bigint {
  return found.expenses
    .filter(({ date }) => monthOf(date, startDay) === month)
    .flatMap(({ postings }) => postings)
    .filter(([posted]) => posted === account)
    .reduce((sum, [, amount]) => sum + amountOf(amount, scale), 0n)
}

/** The budget of an account on a day: as in fava, that of the last directive until then. */
function budgetOn(found: FoundJournal, account: string, day: string, scale: number): bigint {
  const last = found.budgets.filter((budget) => budget.account === account && budget.date <= day).at(-1)
  return last ? amountOf(last.amount, scale) : 0n
}

/** A month and the months around it, without those that no calendar has. */
function monthsAround(month: string): string[] {
  const offsets = [-2, -1, 0, 1, 2]
  return offsets.flatMap((offset) => {
    const isWithin = offset < 0 ? month > `0001-0${-offset}` : month < `9999-1${3 - offset}` || offset === 0
    return isWithin ? [addMonths(month, offset)] : []
  })
}

describe('beancount reads what writeJournal writes', () => {
  it('without any error, and agrees on what is spent and budgeted for every category in every month', () => {
    eachBook((book, found) => {
      const { currency, monthStartDay } = book.settings
      const scale = minorUnitsOf(currency)
      expect(found).toMatchObject({ errors: [], currencies: [currency], others: 0 })
      const accounts = accountsOf(found)
      for (const month of monthsAround(book.month)) {
        const report = computeUtilization({ ...book, month })
        const lines = [...report.categories, ...report.unbudgeted]
        const { start, end } = monthRange(month, monthStartDay)
        for (const [at, { id }] of book.categories.entries()) {
          const account = accounts[at]!
          const line = lines.find(({ categoryId }) => categoryId === id)
          expect(spentIn(found, account, month, monthStartDay, scale)).toBe(
            amountOf(line?.spent ?? '0', scale),
          )
          const text = report.categories.find(({ categoryId }) => categoryId === id)?.budget ?? '0'
          const budget = amountOf(text, scale)
          expect([start, end].map((day) => budgetOn(found, account, day, scale))).toEqual([budget, budget])
        }
      }
      expect(found.budgets.every(({ interval }) => interval === 'monthly')).toBe(true)
    })
  })

  it('and finds every expense as it is, its description as nothing but a narration', () => {
    eachBook((book, found) => {
      const { currency } = book.settings
      const accounts = accountsOf(found)
      const expected = inOrder(book.expenses).map(({ date, amount, description, original, categoryId }) => {
        return {
          date,
          flag: '*',
          payee: null,
          narration: expectedLine(description),
          marks: 0,
          postings: [
            [accounts[book.categories.findIndex(({ id }) => id === categoryId)], `${amount} ${currency}`],
            ['Assets:Checking', `${negated(amount)} ${currency}`],
          ],
          ...(original ? { original: `${original.amount} ${original.currency}`, rate: original.rate } : {}),
        }
      })
      expect(found.expenses).toEqual(expected)
    })
  })

  it('and finds an account of its own for every category, with the names of the category and of its group', () => {
    eachBook((book, found) => {
      const [paidFrom, ...opens] = found.opens
      expect(paidFrom?.account).toBe('Assets:Checking')
      expect(new Set(opens.map(({ account }) => account)).size).toBe(book.categories.length)
      const groups = new Map(book.groups.map(({ id, name }) => [id, name]))
      expect(opens.map(({ name, group }) => ({ name, group }))).toEqual(
        book.categories.map(({ name, groupId }) => ({
          name: expectedLine(name),
          group: groupId === null ? undefined : expectedLine(groups.get(groupId)!),
        })),
      )
      // What its own documentation allows. The parser lets more pass.
      for (const { account } of opens)
        expect(account).toMatch(/^Expenses(:[\p{Lu}\p{Nd}][\p{L}\p{Nd}-]*){1,2}$/u)
    })
  })

  it('and finds the reference scenario', async () => {
    const [found] = readJournals([writeJournal(await scenarioDocument(), { format: 'beancount' })])
    expect(found?.errors).toEqual([])
    expect(found?.opens.map(({ account, name }) => [account, name])).toEqual([
      ['Assets:Checking', undefined],
      ['Expenses:Travel', 'Travel'],
      ['Expenses:Grocery', 'Grocery'],
      ['Expenses:Entertainment', 'Entertainment'],
      ['Expenses:Food-Dining', 'Food & Dining'],
      ['Expenses:Gifts-Donation', 'Gifts & Donation'],
    ])
    const ofFebruary = <Entry extends { date: string }>(entries: readonly Entry[] = []) =>
      entries.filter(({ date }) => date.startsWith('2026-02'))
    const sum = (texts: string[]) => texts.reduce((all, text) => all + amountOf(text, 2), 0n)
    expect(sum(ofFebruary(found?.budgets).map(({ amount }) => amount))).toBe(800_000n)
    expect(sum(ofFebruary(found?.expenses).map(({ postings }) => postings[0]![1]))).toBe(240_000n)
  })
})
