// A CommonJS app with the installed package. See consumer.mjs.
const assert = require('node:assert/strict')
const process = require('node:process')
const { createMemoryAdapter, isBudgetBookError, openBudgetBook, parseAmount } = require('budgetbook')

/** @type {string[]} */
const entries = JSON.parse(process.argv[2] ?? '[]')
assert(entries.includes('budgetbook'))

for (const entry of entries) {
  console.log(`require ${entry}: ${Object.keys(require(entry)).sort().join(', ')}`)
}

assert.throws(
  () => parseAmount('x', 'USD'),
  (error) => isBudgetBookError(error, 'invalid_input'),
)

async function main() {
  const book = await openBudgetBook({ storage: createMemoryAdapter() })
  await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })
  const travel = await book.categories.create({ name: 'Travel' })
  await book.budgets.create({ categoryId: travel.id, month: '2026-02', amount: '2000.00' })
  await book.expenses.record({ categoryId: travel.id, amount: 700, date: '2026-02-14' })
  const report = await book.utilization('2026-02')
  assert.equal(report.summary.totalSpent, '700.00')

  // A dynamic import loads the ES module copy. Its errors must be recognized here too.
  const other = await import('budgetbook')
  assert.throws(
    () => other.parseAmount('x', 'USD'),
    (error) => isBudgetBookError(error, 'invalid_input') && other.isBudgetBookError(error, 'invalid_input'),
  )
  await book.close()
}

void main()
