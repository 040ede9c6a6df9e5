// Safe to spend today: what is left of the month after the bills to come, divided by the days left. Then with carry-over.
import { createMemoryAdapter, monthOf, monthRange, openBudgetBook, type Budget } from 'budgetbook'
import { computePace, draftExpenses, type ExpenseSchedule, type Rollover } from 'budgetbook/planning'

const book = await openBudgetBook({
  storage: createMemoryAdapter(),
  now: () => new Date('2026-04-10T12:00:00Z'),
  timeZone: 'UTC',
})
await book.settings.update({ currency: 'EUR' })
const home = (await book.categories.create({ name: 'Home' })).id
const food = (await book.categories.create({ name: 'Food', rollover: { from: '2026-03' } })).id
await book.budgets.allocate('2026-03', [
  { categoryId: home, amount: '950.00' },
  { categoryId: food, amount: '300.00' },
])
await book.budgets.copy({ from: '2026-03', to: '2026-04' })
await book.expenses.recordMany([
  { categoryId: home, amount: '950.00', date: '2026-03-28' },
  { categoryId: food, amount: '258.00', date: '2026-03-15' },
  { categoryId: food, amount: '120.00', date: '2026-04-09' },
])

// Bills come on known days. A category of bills has no even pace: its shape is fixed.
const schedules: ExpenseSchedule[] = [
  { id: 'rent', rule: { start: '2026-01-28', unit: 'month' }, categoryId: home, amount: '900.00' },
  { id: 'phone', rule: { start: '2026-01-20', unit: 'month' }, categoryId: home, amount: '50.00' },
]
const shapes = [{ categoryId: home, shape: 'fixed' }] as const

const today = book.today()
const month = monthOf(today, (await book.settings.get()).monthStartDay)
const drafts = draftExpenses({ schedules, from: today, through: monthRange(month).end })
const upcoming = drafts.map(({ expense }) => expense)
for (const { date, amount } of upcoming) console.log(`To come on ${date}: ${amount}`)

const pace = await book.pace(month, { shapes, upcoming })
for (const { name, budget, spent, upcoming: bills, projected } of pace.categories)
  console.log(`${name}: ${spent} of ${budget} spent, ${bills} to come, ${projected ?? '?'} at the end`)
console.log(`Safe to spend today: ${pace.summary.perDay ?? '-'}`)

/** The budgets of a month, with what is available in place of the budget where a category carries over. */
function withCarries(budgets: readonly Budget[], rollover: Rollover) {
  const carried = new Set(rollover.categories.map(({ categoryId }) => categoryId))
  const available = rollover.categories.map((line) => ({
    categoryId: line.categoryId,
    month: rollover.month,
    amount: line.available,
  }))
  return [...budgets.filter(({ categoryId }) => !carried.has(categoryId)), ...available]
}

const totals = await book.totals({ from: month, to: month })
const budgets = withCarries(totals.budgets, await book.rollover(month))
const carrying = computePace({ ...totals, budgets, month, today, shapes, upcoming })
console.log(`With what March left over: ${carrying.summary.perDay ?? '-'}`)
