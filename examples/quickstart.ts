// Two months of one household: what is budgeted, spent and left, and whether the budgets are within the monthly
// limit.
import { createMemoryAdapter, openBudgetBook, type Utilization } from 'budgetbook'

const budgets = {
  '2026-01': {
    Travel: '2000.00',
    Grocery: '1500.00',
    Entertainment: '500.00',
    'Food & Dining': '500.00',
    'Gifts & Donation': '500.00',
  },
  '2026-02': {
    Travel: '2000.00',
    Grocery: '1500.00',
    Entertainment: '1000.00',
    'Food & Dining': '1500.00',
    'Gifts & Donation': '2000.00',
  },
}
const expenses = [
  { category: 'Travel', amount: '1500.00', date: '2026-01-20' },
  { category: 'Grocery', amount: '300.00', date: '2026-01-21' },
  { category: 'Travel', amount: '700.00', date: '2026-02-14', description: 'Flight to NYC' },
  { category: 'Grocery', amount: '300.00', date: '2026-02-15' },
  { category: 'Entertainment', amount: '800.00', date: '2026-02-16' },
  { category: 'Food & Dining', amount: '600.00', date: '2026-02-17' },
]

const book = await openBudgetBook({
  storage: createMemoryAdapter(),
  now: () => new Date('2026-02-18T12:00:00Z'),
  timeZone: 'UTC',
})
await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })

const ids = new Map<string, string>()
for (const name of Object.keys(budgets['2026-02'])) ids.set(name, (await book.categories.create({ name })).id)
const idOf = (name: string): string => ids.get(name) ?? ''

for (const [month, amounts] of Object.entries(budgets)) {
  const allocations = Object.entries(amounts).map(([name, amount]) => ({ categoryId: idOf(name), amount }))
  await book.budgets.allocate(month, allocations)
}
await book.expenses.recordMany(
  expenses.map(({ category, ...expense }) => ({ categoryId: idOf(category), ...expense })),
)

const january = await book.utilization('2026-01')
const february = await book.utilization() // the current month, by the clock above
const { summary, compliance } = february
const percent = (value: number | null): string => (value === null ? '-' : `${value} %`)

console.log(`${february.month}, in ${february.currency}\n`)
printTable([
  ['Category', 'Budget', 'Spent', 'Remaining', 'Used', 'Status'],
  ...february.categories.map(({ name, budget, spent, remaining, utilizationPercent, status }) => {
    return [name, budget, spent, remaining, percent(utilizationPercent), status]
  }),
])

const { good, warning, critical, over_budget: overBudget } = summary.statusCounts
console.log(`
Spent ${summary.totalSpent} of ${summary.totalBudget} (${percent(summary.utilizationPercent)}), ${summary.totalRemaining} left
Categories: ${good} good, ${warning} warning, ${critical} critical, ${overBudget} over budget
Warning: ${compliance.message ?? 'none'}
`)

const lines: Record<string, (report: Utilization) => string> = {
  Budget: (report) => report.summary.totalBudget,
  Spent: (report) => report.summary.totalSpent,
  Remaining: (report) => report.summary.totalRemaining,
  Used: (report) => percent(report.summary.utilizationPercent),
  'Over the limit': (report) => report.compliance.overage,
}
printTable([
  ['', january.month, february.month],
  ...Object.entries(lines).map(([label, of]) => [label, of(january), of(february)]),
])

/** Prints rows in columns: names and statuses flush left, amounts flush right. */
function printTable(rows: readonly string[][]): void {
  const widthOf = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  for (const row of rows) {
    const cells = row.map((cell, column) => {
      return column === 0 || column === 5 ? cell.padEnd(widthOf(column)) : cell.padStart(widthOf(column))
    })
    console.log(cells.join('  ').trimEnd())
  }
}
