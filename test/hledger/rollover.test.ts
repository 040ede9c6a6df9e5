import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, computeUtilization, monthRange } from 'budgetbook'
import { computeRollover, type CategoryRollover } from 'budgetbook/planning'
import { minorUnitsOf } from '../support/arbitraries/money.js'
import { plainRolloverArbitrary } from '../support/arbitraries/rollover.js'
import { textOfUnits, unitsOfText } from '../support/exact-decimal.js'
import { expectedPass, monthAt, type PlainRollover } from '../support/rollover-oracle.js'
import { balances, type Posting } from './journal.js'

/*
 * hledger knows no carry-over. A category is an account there: a budget flows in on the first day of its month, spending
 * flows out, and what the rule gives up is taken out on the last day. Its historical balance is then what is carried.
 */

// hledger reads years of four digits, and the chain ends before the calendar does.
const books = () => plainRolloverArbitrary().filter(({ month }) => month > '1000-01' && month < '9990-01')

const accountOf = (at: number): string => `category:${at}`

/** Every budget and expense of a category, as postings. */
function postingsOf({ settings, budgets, expenses }: PlainRollover, id: string, account: string): Posting[] {
  const { monthStartDay } = settings
  return [
    ...budgets
      .filter(({ categoryId }) => categoryId === id)
      .map(({ month, amount }) => ({ date: monthRange(month, monthStartDay).start, account, amount })),
    ...expenses
      .filter(({ categoryId }) => categoryId === id)
      .map(({ date, amount }) => ({ date, account, amount: negated(amount) })),
  ]
}

const negated = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`)

/** The period of hledger whose columns are the months from one to another. */
function periodOf(from: string, to: string, startDay: number): string {
  const first = monthRange(from, startDay).start
  const end = monthRange(addMonths(to, 1), startDay).start
  return `every ${startDay}${ordinal(startDay)} day of month from ${first} to ${end}`
}

const ordinal = (day: number): string =>
  ({ 1: 'st', 2: 'nd', 3: 'rd', 21: 'st', 22: 'nd', 23: 'rd' })[day] ?? 'th'

/**
 * A chain as postings: what the rule lets in of its opening comes the day before, and what it keeps back of a month goes
 * on its last day. Both are worked out here, not taken from the report: a wrong cap must not balance itself.
 */
function chainPostings(
  input: PlainRollover,
  { categoryId, steps }: CategoryRollover,
  account: string,
  scale: number,
): Posting[] {
  const { monthStartDay } = input.settings
  const rule = input.rules.find((one) => one.categoryId === categoryId)!
  const passed = (text: string): bigint => expectedPass(unitsOfText(text, scale), rule, scale)
  const from = monthRange(steps[0]!.month, monthStartDay).start
  const before = monthRange(monthAt(steps[0]!.month, -1), monthStartDay).end
  return [
    { date: before, account, amount: textOfUnits(passed(rule.opening ?? '0'), scale) },
    ...postingsOf(input, categoryId, account).filter(({ date }) => date >= from),
    ...steps.map(({ month, remaining }) => ({
      date: monthRange(month, monthStartDay).end,
      account,
      amount: textOfUnits(passed(remaining) - unitsOfText(remaining, scale), scale),
    })),
  ]
}

describe('hledger', () => {
  it('agrees on the balance that every category carries out of every month', () => {
    fc.assert(
      fc.property(books(), (input) => {
        const { categories } = computeRollover(input)
        fc.pre(categories.length > 0)
        const { monthStartDay, currency } = input.settings
        const scale = minorUnitsOf(currency)
        for (const [at, category] of categories.entries()) {
          const account = accountOf(at)
          const period = periodOf(category.steps[0]!.month, input.month, monthStartDay)
          const found = balances(chainPostings(input, category, account, scale), {
            period,
            options: ['--historical', account],
            scale,
          })
          const expected = category.steps.map(({ carriedOut }) => unitsOfText(carriedOut, scale))
          expect(found.get(account)).toEqual(expected)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('agrees on what every category spent in every month', () => {
    fc.assert(
      fc.property(books(), (input) => {
        const { monthStartDay, currency } = input.settings
        const scale = minorUnitsOf(currency)
        const from = monthAt(input.month, -15)
        const postings = input.categories.flatMap(({ id }, at) =>
          postingsOf({ ...input, budgets: [] }, id, accountOf(at)),
        )
        fc.pre(postings.length > 0)
        const found = balances(postings, {
          period: periodOf(from, input.month, monthStartDay),
          options: ['category', '--invert'],
          scale,
        })
        for (let offset = 0; offset <= 15; offset++) {
          const report = computeUtilization({ ...input, month: monthAt(from, offset) })
          const lines = [...report.categories, ...report.unbudgeted]
          for (const [at, { id }] of input.categories.entries()) {
            const spent = lines.find(({ categoryId }) => categoryId === id)?.spent ?? '0'
            expect(found.get(accountOf(at))?.[offset] ?? 0n).toBe(unitsOfText(spent, scale))
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})
