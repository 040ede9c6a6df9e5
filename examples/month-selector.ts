// What a month selector shows for somebody who is paid on the 25th. Budget months run from payday to payday.
import { createMemoryAdapter, isBudgetBookError, openBudgetBook } from 'budgetbook'

const book = await openBudgetBook({
  storage: createMemoryAdapter(),
  now: () => new Date('2026-03-02T12:00:00Z'),
  timeZone: 'UTC',
})
await book.settings.update({ currency: 'EUR', monthStartDay: 25, monthlyLimit: '2500.00' })
const { id: categoryId } = await book.categories.create({ name: 'Groceries' })

await book.budgets.create({ categoryId, month: '2026-01', amount: '400.00' })
await book.budgets.copy({ from: '2026-01', to: '2026-02' })
await book.expenses.recordMany([
  { categoryId, amount: '61.20', date: '2026-02-24' }, // the last day of 2026-01
  { categoryId, amount: '48.75', date: '2026-02-25' }, // the first day of 2026-02
  { categoryId, amount: '9.99' }, // today
])

async function showMonths(): Promise<void> {
  for (const { month, start, end, closed, current } of await book.months.list()) {
    const { summary } = await book.utilization(month)
    const marks = [current ? 'current' : '', closed ? 'closed' : ''].join(' ').trim()
    console.log(
      `${month}  ${start} to ${end}  ${summary.totalSpent} of ${summary.totalBudget}  ${marks}`.trimEnd(),
    )
  }
}

await showMonths()

console.log('\nClosing 2026-01')
await book.months.close('2026-01')
await book.expenses.record({ categoryId, amount: '5.00', date: '2026-02-01' }).catch((error: unknown) => {
  if (!isBudgetBookError(error, 'month_closed')) throw error
  console.log(`Too late for 2026-02-01: ${error.message}\n`)
})

await showMonths()
