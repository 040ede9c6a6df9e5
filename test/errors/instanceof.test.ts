import { BudgetBookError, parseAmount } from 'budgetbook'
import { describe, expect, expectTypeOf, it } from 'vitest'

describe('instanceof BudgetBookError', () => {
  it('knows the errors of the package, and nothing else', () => {
    expect(() => parseAmount('x', 'USD')).toThrow(BudgetBookError)
    for (const other of [new Error('x'), null, undefined, 'x', { code: 'conflict' }]) {
      expect(other instanceof BudgetBookError).toBe(false)
    }
  })

  it('knows the errors of another copy of the package', () => {
    const foreign = Object.defineProperty(new Error('x'), Symbol.for('budgetbook.BudgetBookError'), {
      value: true,
    })
    expect(foreign instanceof BudgetBookError).toBe(true)
  })

  it('narrows the details by the code', () => {
    const check = (error: unknown) => {
      if (error instanceof BudgetBookError && error.code === 'outcome_unknown') {
        expectTypeOf(error.details.operationId).toEqualTypeOf<string | null>()
      }
    }
    check(null)
  })
})
