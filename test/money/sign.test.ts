import { describe, expect, it } from 'vitest'
import { readAmount } from '../../src/money/parse-amount.js'
import { requireNonnegative, requireNonzero } from '../../src/money/sign.js'
import { issuesOf } from '../support/refusals.js'

describe('the rule of signs', () => {
  it('lets through what it allows, unchanged', () => {
    expect([-1n, 1n].map((units) => requireNonzero(units, 'An expense'))).toEqual([-1n, 1n])
    expect([0n, 1n].map((units) => requireNonnegative(units, 'A budget'))).toEqual([0n, 1n])
  })

  it.each([
    ['0.00', 'nonzero', 'An expense', 'zero_amount', /^An expense must not be zero\. Use /],
    ['-0', 'nonzero', 'An expense', 'zero_amount', /^An expense must not be zero/],
    ['-0.01', 'nonnegative', 'A limit', 'negative_amount', /^A limit must be zero or more$/],
  ] as const)('refuses %s as %s', (input, allowed, what, code, message) => {
    const [issue] = issuesOf(() => readAmount(input, 'USD', allowed, what))
    expect(issue).toMatchObject({ code, path: [] })
    expect(issue?.message).toMatch(message)
  })

  it('reads an amount as parseAmount does', () => {
    expect(readAmount(12.5, 'USD', 'nonzero', 'An expense')).toBe('12.50')
    expect(readAmount('-0.00', 'USD', 'nonnegative', 'A budget')).toBe('0.00')
    expect(issuesOf(() => readAmount('1.005', 'USD', 'nonnegative', 'A budget'))).toMatchObject([
      { code: 'too_many_decimals' },
    ])
  })
})
