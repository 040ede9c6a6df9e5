// Alerts: after each commit, prints the status changes since the last report.
import { createMemoryAdapter, openBudgetBook, statusChanges, type StatusChange } from 'budgetbook'

const book = await openBudgetBook({
  storage: createMemoryAdapter(),
  now: () => new Date('2026-02-18T12:00:00Z'),
  timeZone: 'UTC',
})
await book.settings.update({ currency: 'USD' })
const fun = await book.categories.create({ name: 'Entertainment' })
const food = await book.categories.create({ name: 'Food & Dining' })
await book.budgets.allocate('2026-02', [
  { categoryId: fun.id, amount: '1000.00' },
  { categoryId: food.id, amount: '1500.00' },
])

// Watches one month, because reports of two months cannot be compared.
let last = await book.utilization('2026-02')
// The book does not wait for listeners, so this queue compares reports one after the other.
let compared = Promise.resolve()
book.subscribe(() => {
  compared = compared.then(async () => {
    const next = await book.utilization(last.month)
    for (const change of statusChanges(last, next)) console.log(describe(change))
    last = next
  })
})

function describe({ name, from, to, worse }: StatusChange): string {
  return `  ${worse ? '!' : ' '} ${name ?? 'The month'}: ${from} -> ${to}`
}

async function spend(categoryId: string, amount: string, description: string): Promise<void> {
  console.log(`${description}: ${amount}`)
  await book.expenses.record({ categoryId, amount, description })
  await compared
}

await spend(fun.id, '700.00', 'Concert tickets')
await spend(fun.id, '250.00', 'Cinema with friends')
await spend(food.id, '1300.00', 'A feast')
await spend(fun.id, '-300.00', 'Refund: the singer is ill')
