// Your own policy: at least a tenth of a month's total budget goes to savings.
import {
  compareAmounts,
  createMemoryAdapter,
  isBudgetBookError,
  openBudgetBook,
  splitAmount,
  subtractAmounts,
  type AllocationPolicy,
} from 'budgetbook'

function savingsFirst(savingsId: string, minimumPercent: number): AllocationPolicy {
  return {
    name: 'savings-first',
    // Two writers at once could each obey the rule and break it together.
    needsIsolation: true,
    decide: ({ categories, newTotal, currency }) => {
      const saved = categories.find(({ categoryId }) => categoryId === savingsId)?.after ?? '0'
      const [required = '0'] = splitAmount(newTotal, [minimumPercent, 100 - minimumPercent], currency)
      if (compareAmounts(saved, required) >= 0) return { accepted: true, violations: [] }
      const missing = subtractAmounts(required, saved, currency)
      const violation = {
        code: 'savings_too_low',
        message: `Savings (${saved}) must be at least ${minimumPercent} % of all budgets (${newTotal})`,
        categoryIds: [savingsId],
        details: { saved, required, missing, minimumPercent },
      }
      return { accepted: false, violations: [violation] }
    },
  }
}

const storage = createMemoryAdapter()
const setup = await openBudgetBook({ storage })
await setup.settings.update({ currency: 'USD' })
const savings = await setup.categories.create({ name: 'Savings' })
const travel = await setup.categories.create({ name: 'Travel' })

const book = await openBudgetBook({ storage, allocationPolicy: savingsFirst(savings.id, 10) })

/** Plans February, and prints what the policy says. */
async function plan(forSavings: string, forTravel: string): Promise<void> {
  try {
    await book.budgets.allocate('2026-02', [
      { categoryId: savings.id, amount: forSavings },
      { categoryId: travel.id, amount: forTravel },
    ])
    console.log(`savings ${forSavings}, travel ${forTravel}: accepted`)
  } catch (error) {
    if (!isBudgetBookError(error, 'allocation_rejected')) throw error
    const [violation] = error.details.violations
    console.log(`savings ${forSavings}, travel ${forTravel}: refused. ${violation?.message}`)
    console.log(violation?.details)
  }
}

await plan('200.00', '1800.00')
await plan('200.00', '2000.00')
await plan('222.23', '2000.00')
