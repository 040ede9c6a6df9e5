// A sinking fund: a bill of 1,000 a year, saved month by month. The money carries over, and is there to the cent when due.
import { addMonths, createMemoryAdapter, eachMonth, openBudgetBook } from 'budgetbook'
import { planMonth, type BudgetTemplate } from 'budgetbook/planning'

const book = await openBudgetBook({ storage: createMemoryAdapter() })
await book.settings.update({ currency: 'EUR' })
// What is left of a month carries over to the next. The rule is a field of the category.
const insurance = await book.categories.create({ name: 'Insurance', rollover: { from: '2026-01' } })
const categoryId = insurance.id

// 1,000.00 must be there by December, and again every 12 months. The app keeps its templates, for example as JSON.
const templates: BudgetTemplate[] = [
  { categoryId, kind: 'by', target: '1000.00', month: '2026-12', every: 12 },
]

/** Plans a month: what is missing of the target, divided by the months that are left. */
async function plan(month: string): Promise<void> {
  const { categories: carriedIn } = await book.rollover(month)
  const totals = await book.totals()
  const { allocations } = planMonth({ ...totals, month, today: `${month}-01`, templates, carriedIn })
  await book.budgets.allocate(month, allocations)
}

async function show(month: string): Promise<void> {
  const [line] = (await book.rollover(month)).categories
  if (!line) return
  const { carriedIn, budget, available, spent, carriedOut } = line
  console.log(`${month}  ${[carriedIn, budget, available, spent, carriedOut].map(padded).join('')}`)
}

const padded = (text: string | null) => (text ?? '-').padStart(10)

console.log(`         ${['carried', 'budget', 'available', 'spent', 'left'].map(padded).join('')}`)
for (const month of eachMonth('2026-01', '2026-12')) {
  await plan(month)
  // A small bill in May takes some of the money. The months after it make up for that, in even parts.
  if (month === '2026-05') await book.expenses.record({ categoryId, amount: '40.00', date: '2026-05-20' })
  if (month === '2026-12') await book.expenses.record({ categoryId, amount: '1000.00', date: '2026-12-15' })
  await show(month)
}
// The next year begins again.
const january = addMonths('2026-12', 1)
await plan(january)
await show(january)
