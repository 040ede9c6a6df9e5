import { createMemoryAdapter, eachMonth, type BudgetBook } from 'budgetbook'
import { computePace, computeRollover, summarizeMonths, type RolloverInput } from 'budgetbook/planning'
import { textOf } from './cents.js'
import { fillBook } from './books.js'
import { race, type Contestant, type Line } from './measure.js'
import { say, timeOf, type Settings } from './settings.js'

const months = 120
const [first, last] = ['2016-03', '2026-02']

/** Ten years of twenty categories, with and without many expenses: what looks at more than one month. */
export async function measurePlanning(settings: Settings): Promise<Line[]> {
  const input = await plainInput()
  const few = await carryingBook(2_400)
  const many = settings.quick ? 24_000 : 240_000
  const large = await carryingBook(many)
  const contestants: Contestant[] = [
    { name: 'by hand', run: () => carryByHand(input) },
    { name: 'computeRollover', run: () => computeRollover(input) },
    { name: 'summarizeMonths', run: () => summarizeMonths({ ...input, from: first, to: last }) },
    { name: 'computePace', run: () => computePace({ ...input, today: '2026-02-10' }) },
    { name: 'pace', run: async () => few.pace(last) },
    { name: 'totals', run: async () => few.totals({ from: first, to: last }) },
    { name: 'rollover', run: async () => few.rollover(last) },
    { name: 'rollover of many', run: async () => large.rollover(last) },
    { name: 'totals of many', run: async () => large.totals({ from: first, to: last }) },
  ]
  const results = await race(contestants, 200, 30, timeOf(settings, 20))
  const name = `${months} months of 20 categories`
  return [
    results.line(`computeRollover, ${name}`, 'computeRollover'),
    results.ratio(`computeRollover to the same in cents by hand`, 'computeRollover', 'by hand'),
    results.line(`summarizeMonths, ${name}`, 'summarizeMonths'),
    results.line(`book.totals, ${name}`, 'totals'),
    results.line(`book.rollover, ${name}`, 'rollover'),
    results.ratio('book.rollover to computeRollover', 'rollover', 'computeRollover'),
    results.ratio(`book.rollover: ${say(many)} expenses to 2,400`, 'rollover of many', 'rollover', {
      atMost: 1.3,
    }),
    results.ratio(`book.totals: ${say(many)} expenses to 2,400`, 'totals of many', 'totals', { atMost: 1.3 }),
    results.line('book.pace', 'pace'),
    results.ratio('book.pace to computePace on all months', 'pace', 'computePace'),
  ]
}

async function carryingBook(expenses: number): Promise<BudgetBook> {
  const { book } = await fillBook(createMemoryAdapter(), { expenses, months })
  await book.budgets.copy({ from: last, to: eachMonth(first, last).slice(0, -1) })
  for (const { id } of await book.categories.list())
    await book.categories.update(id, { rollover: { from: first, cap: '500.00' } })
  return book
}

async function plainInput(): Promise<RolloverInput> {
  const book = await carryingBook(24_000)
  const totals = await book.totals({ from: first, to: last })
  const rules = totals.categories.map(({ id }) => ({ categoryId: id, from: first, cap: '500.00' }))
  return { ...totals, month: last, rules }
}

/** What an app writes: cents as numbers, no checks, the figures of the last month only. */
function carryByHand({ budgets, spending = [], rules }: RolloverInput): string[] {
  const cells = new Map<string, number>()
  const add = (categoryId: string, month: string, amount: string): void => {
    const key = `${month} ${categoryId}`
    cells.set(key, (cells.get(key) ?? 0) + Number(amount.replace('.', '')))
  }
  for (const { categoryId, month, amount } of budgets) add(categoryId, month, amount as string)
  for (const { categoryId, month, spent } of spending) add(categoryId, month, `-${spent as string}`)
  const all = eachMonth(first, last)
  return Array.from(rules, ({ categoryId }) => {
    let carried = 0
    for (const month of all) carried = Math.min(carried + (cells.get(`${month} ${categoryId}`) ?? 0), 50_000)
    return textOf(carried)
  })
}
