// An app in ES modules with the installed package. check-package.mjs copies this file into an empty project, and
// passes the entries that package.json exports as JSON.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import process from 'node:process'
import {
  BudgetBookError,
  createMemoryAdapter,
  enforcePolicy,
  isBudgetBookError,
  openBudgetBook,
  parseAmount,
} from 'budgetbook'

const require = createRequire(import.meta.url)
/** @type {string[]} */
const entries = JSON.parse(process.argv[2] ?? '[]')
assert(entries.includes('budgetbook'))

for (const entry of entries) {
  const names = Object.keys(await import(entry)).sort()
  assert.deepEqual(
    names,
    Object.keys(require(entry)).sort(),
    `${entry}: import and require give the same names`,
  )
  assert(names.length > 0, `${entry} exports something`)
  console.log(`import ${entry}: ${names.join(', ')}`)
}

/** @param {() => unknown} action */
function thrownBy(action) {
  try {
    action()
  } catch (error) {
    return error
  }
  return assert.fail('nothing was thrown')
}

// An app may load both copies of the package. Each must recognize the other's errors.
const other = require('budgetbook')
assert.notEqual(BudgetBookError, other.BudgetBookError, 'two copies are loaded')
const own = thrownBy(() => parseAmount('x', 'USD'))
const foreign = thrownBy(() => other.parseAmount('x', 'USD'))
for (const error of [own, foreign]) {
  for (const recognise of [isBudgetBookError, other.isBudgetBookError]) {
    assert.equal(recognise(error), true)
    assert.equal(recognise(error, 'invalid_input'), true)
    assert.equal(recognise(error, 'not_found'), false)
  }
}
assert.equal(isBudgetBookError(new Error('x')), false)

const book = await openBudgetBook({ storage: createMemoryAdapter(), allocationPolicy: enforcePolicy() })
await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })
const travel = await book.categories.create({ name: 'Travel' })
const { violations } = await book.budgets.create({
  categoryId: travel.id,
  month: '2026-02',
  amount: '2000.00',
})
assert.deepEqual(violations, [])
await book.expenses.record({ categoryId: travel.id, amount: 700, date: '2026-02-14' })
const report = await book.utilization('2026-02')
assert.equal(report.summary.totalSpent, '700.00')

const refused = await book.budgets
  .update((await book.budgets.list({ month: '2026-02' }))[0]?.id ?? '', { amount: '6000.00' })
  .catch((/** @type {unknown} */ error) => error)
assert.equal(isBudgetBookError(refused, 'allocation_rejected'), true)

const { createBudgetApi } = await import('budgetbook/http')
const api = createBudgetApi({ authenticate: async () => 'user', openBook: async () => book })
const answer = await api.fetch(new Request('http://localhost/api/budgets/budgets/utilization/?month=2026-02'))
assert.match(await answer.text(), /"total_spent":700\.00/)
const created = await api.fetch(
  new Request('http://localhost/api/budgets/create/', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'first' },
    body: JSON.stringify({ name: 'Grocery' }),
  }),
)
assert.equal(created.status, 201)
const { paths } = api.openApiDocument()
assert('/api/months/' in Object(paths))
await book.close()
