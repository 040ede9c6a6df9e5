// The enforce policy: no change raises a month's budgets above the limit, and a refusal says what would fit.
import {
  createMemoryAdapter,
  enforcePolicy,
  isBudgetBookError,
  isMonthlyLimitViolation,
  openBudgetBook,
  splitAmount,
  type Amount,
} from 'budgetbook'

const month = '2026-02'
const wishes = {
  Travel: '2000.00',
  Grocery: '1500.00',
  Entertainment: '1000.00',
  'Food & Dining': '1500.00',
  'Gifts & Donation': '2000.00',
}

const book = await openBudgetBook({ storage: createMemoryAdapter(), allocationPolicy: enforcePolicy() })
await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })

const refused: { categoryId: string; wish: number }[] = []
let left: Amount | null = null
for (const [name, amount] of Object.entries(wishes)) {
  const { id: categoryId } = await book.categories.create({ name })
  try {
    await book.budgets.create({ categoryId, month, amount })
    console.log(`${name}: ${amount} accepted`)
  } catch (error) {
    if (!isBudgetBookError(error, 'allocation_rejected')) throw error
    for (const { message, largestAccepted } of error.details.violations.filter(isMonthlyLimitViolation)) {
      console.log(`${name}: ${amount} refused. ${message}; up to ${largestAccepted} would do`)
      left = largestAccepted
    }
    refused.push({ categoryId, wish: Number(amount) })
  }
}

// Splits what is left in proportion to the wishes. The parts add up to it, to the cent.
const shares = splitAmount(
  left ?? '0',
  refused.map(({ wish }) => wish),
  'USD',
)
const allocations = refused.map(({ categoryId }, index) => ({ categoryId, amount: shares[index] ?? null }))

const { accepted } = await book.budgets.preview(month, allocations)
console.log(`\nSharing ${left} as ${shares.join(' + ')}: ${accepted ? 'accepted' : 'refused'}`)
await book.budgets.allocate(month, allocations)

const { compliance } = await book.utilization(month)
console.log(`Total ${compliance.totalBudget} of ${compliance.monthlyLimit}`)
