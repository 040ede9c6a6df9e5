// A year: records the rows of a bank's file, plans the next months from the medians, and shows averages and a forecast.
import { createMemoryAdapter, eachMonth, negateAmount, openBudgetBook } from 'budgetbook'
import { computePace, suggestBudgets, summarizeMonths } from 'budgetbook/planning'

// What a bank gives: the day, the amount as the account sees it, and what it was for.
const file = `2026-01-05;-62.10;Grocery
2026-01-31;-900.00;Rent
2026-02-03;-58.40;Grocery
2026-02-21;-71.25;Grocery
2026-02-28;-900.00;Rent
2026-03-02;-66.05;Grocery
2026-03-09;12.00;Grocery
2026-03-28;-240.00;Travel
2026-03-31;-900.00;Rent
2026-04-08;-45.50;Grocery`

const book = await openBudgetBook({
  storage: createMemoryAdapter(),
  now: () => new Date('2026-04-10T12:00:00Z'),
  timeZone: 'UTC',
})
await book.settings.update({ currency: 'EUR', monthlyLimit: '1200.00' })

// Import: one commit, and an operation id, so that the same file twice is recorded once.
const rows = file.split('\n').map((line) => line.split(';') as [string, string, string])
const ids = new Map<string, string>()
for (const [, , name] of rows) if (!ids.has(name)) ids.set(name, (await book.categories.create({ name })).id)
const expenses = rows.map(([date, amount, name]) => ({
  date,
  amount: negateAmount(amount, 'EUR'),
  categoryId: ids.get(name) ?? '',
}))
await book.expenses.recordMany(expenses, { operationId: 'bank-2026-04-10' })

// Plan: what each category cost in a middle month, for the rest of the year.
const today = book.today()
const past = await book.totals()
for (const month of eachMonth('2026-04', '2026-12')) {
  await book.budgets.allocate(month, suggestBudgets({ ...past, month, today, step: '5.00' }))
}

// Show: the year so far, and where this month is going.
const year = await book.totals({ from: '2026-01', to: '2026-12' })
const { categories, total } = summarizeMonths({ ...year, from: '2026-01', to: '2026-04', today })
for (const { name, spent, mean, median } of categories) {
  console.log(`${name.padEnd(8)} spent ${spent.padStart(8)}, mean ${mean ?? '-'}, median ${median ?? '-'}`)
}
console.log(`All      spent ${total.spent.padStart(8)}`)
const rent = ids.get('Rent') ?? ''
const pace = computePace({
  ...year,
  month: '2026-04',
  today,
  shapes: [{ categoryId: rent, shape: 'fixed' }],
  upcoming: [{ categoryId: rent, amount: '900.00', date: '2026-04-30' }],
})
for (const { name, budget, spent, projected } of pace.categories) {
  console.log(`${name.padEnd(8)} ${spent} of ${budget}, at the end of the month ${projected ?? 'unknown'}`)
}
console.log(`Safe to spend a day: ${pace.summary.perDay ?? '-'}`)
