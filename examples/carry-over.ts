// Carry-over: what is left of a month goes to the next, up to a cap. A late expense changes every later month.
import { createMemoryAdapter, isBudgetBookError, openBudgetBook } from 'budgetbook'

const book = await openBudgetBook({ storage: createMemoryAdapter() })
await book.settings.update({ currency: 'USD' })
// Only what is left carries over, and 50.00 of it at most. Overspending is forgiven.
const dining = await book.categories.create({
  name: 'Eating out',
  rollover: { from: '2026-01', carry: 'unspent', cap: '50.00' },
})
const categoryId = dining.id
await book.budgets.create({ categoryId, month: '2026-01', amount: '100.00' })
await book.budgets.copy({ from: '2026-01', to: ['2026-02', '2026-03', '2026-04'] })
await book.expenses.recordMany([
  { categoryId, amount: '30.00', date: '2026-01-10' },
  { categoryId, amount: '120.00', date: '2026-02-14' },
  { categoryId, amount: '90.00', date: '2026-03-08' },
])

/** Prints the months that led to April. Each figure is computed when somebody asks. */
async function show(title: string): Promise<void> {
  const [line] = (await book.rollover('2026-04')).categories
  console.log(`${title}: ${line?.available} for April`)
  for (const { month, available, spent, remaining, carriedOut, dropped } of line?.steps.slice(0, -1) ?? []) {
    const sums = `${available} - ${spent} = ${remaining}`
    console.log(`  ${month}  ${sums}, ${carriedOut} carried out, ${dropped} dropped`)
  }
}

await show('At first')

// Nothing of this is stored, so a receipt that turns up late is in every month after it.
await book.expenses.record({ categoryId, amount: '45.00', date: '2026-01-28' })
await show('After a late expense of 45.00 in January')

// The report of a month knows nothing of other months. It says the same before and after.
const { categories } = await book.utilization('2026-02')
console.log(`The report of 2026-02: ${categories[0]?.spent} of ${categories[0]?.budget} spent`)

// Close a month when you are done with it. Then what it carries out stays as it is.
for (const month of ['2026-01', '2026-02', '2026-03']) await book.months.close(month)
try {
  await book.expenses.record({ categoryId, amount: '5.00', date: '2026-02-27' })
} catch (error) {
  if (!isBudgetBookError(error, 'month_closed')) throw error
  console.log(`Refused: ${error.details.months.join()} is closed`)
}
