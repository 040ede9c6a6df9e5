// A strict TypeScript app. check-package.mjs compiles this file with the installed package, as an ES module and as a
// CommonJS module, with several compilers. It never runs.
import {
  computeUtilization,
  createMemoryAdapter,
  enforcePolicy,
  isBudgetBookError,
  openBudgetBook,
  type Amount,
  type Utilization,
} from 'budgetbook'
import * as csv from 'budgetbook/csv'
import { createBudgetApi, type BudgetApi, type BudgetApiLogEntry } from 'budgetbook/http'
import { createIndexedDbAdapter, type IndexedDbOptions } from 'budgetbook/indexeddb'
import { writeJournal } from 'budgetbook/journal'
import { createSqlAdapter, migrate, verify, type BookProblem } from 'budgetbook/sql'
import { adapterConformance } from 'budgetbook/testing'
import type { Kysely } from 'kysely'

export async function spentInFebruary(): Promise<Amount> {
  const book = await openBudgetBook({ storage: createMemoryAdapter(), allocationPolicy: enforcePolicy() })
  await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })
  const travel = await book.categories.create({ name: 'Travel' })
  const { budget, violations } = await book.budgets.create({
    categoryId: travel.id,
    month: '2026-02',
    amount: '2000.00',
  })
  const planned: Amount = budget.amount
  const messages: readonly string[] = violations.map((violation) => violation.message)
  await book.expenses.record({ categoryId: travel.id, amount: 700, date: '2026-02-14' })
  const report: Utilization = await book.utilization('2026-02')
  return messages.length === 0 ? report.summary.totalSpent : planned
}

// Plain data, as it comes from fetch or an ORM. It needs no brands.
export const report: Utilization = computeUtilization({
  month: '2026-02',
  settings: { currency: 'USD', monthlyLimit: null, monthStartDay: 1 },
  categories: [{ id: 'travel', name: 'Travel' }],
  budgets: [{ categoryId: 'travel', month: '2026-02', amount: '2000.00' }],
  expenses: [{ categoryId: 'travel', amount: '700.00', date: '2026-02-14' }],
})

export function rejectedBy(error: unknown): readonly string[] {
  if (!isBudgetBookError(error, 'allocation_rejected')) return []
  return error.details.violations.map((violation) => violation.message)
}

// A file in, and the book out again.
export async function importFile(text: string): Promise<string> {
  const book = await openBudgetBook({ storage: createMemoryAdapter() })
  const { rows } = csv.readCsv(text, { ...csv.csvFormats.ynabRegister, dates: 'DD/MM/YYYY' })
  const ids = new Map<string | undefined, string>()
  const plan = await book.expenses.planImport({ rows, category: ({ category }) => ids.get(category) })
  const { expenses } = await book.expenses.importRows(plan)
  return csv.writeCsv(expenses) + writeJournal(await book.exportBook(), { format: 'beancount' })
}

// The package's types do not need the types of the DOM, which this project does not have.
const browserStorage: IndexedDbOptions = { databaseName: 'household', durability: 'strict' }
export const openInBrowser = () => openBudgetBook({ storage: createIndexedDbAdapter(browserStorage) })

// A Kysely typed with the app's own tables is accepted.
interface Tables {
  users: { id: string; email: string }
}
export async function openOnServer(db: Kysely<Tables>, userId: string): Promise<readonly BookProblem[]> {
  await migrate({ db, dialect: 'postgres' })
  await openBudgetBook({ storage: createSqlAdapter({ db, dialect: 'postgres' }), bookId: userId })
  return verify({ db, dialect: 'postgres', schema: 'budgets' }, userId)
}

// The API's type uses the types of fetch, and none of Hono.
export const api: BudgetApi = createBudgetApi({
  authenticate: (request) => Promise.resolve(request.headers.get('Authorization')),
  openBook: (bookId) => openBudgetBook({ storage: createMemoryAdapter(), bookId }),
  csv,
  log: ({ status, code }: BudgetApiLogEntry) => void [status, code],
})
export const answered = async (): Promise<number> =>
  (await api.fetch(new Request('http://localhost/api/months/'))).status

// @ts-expect-error An amount is branded text, so arithmetic with it must be an error.
export const doubled = report.summary.totalSpent * 2

export const conformanceNames: readonly string[] = adapterConformance({
  open: () => Promise.resolve({ connect: () => Promise.resolve(createMemoryAdapter()) }),
}).map((conformanceCase) => conformanceCase.name)
