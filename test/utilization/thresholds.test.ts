import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { defaultThresholds, statusOf, type StatusThresholds } from 'budgetbook'
import { thresholdsArbitrary } from '../support/arbitraries/utilization.js'
import { issuesOf } from '../support/refusals.js'

const statusWith = (thresholds: unknown) => statusOf('1', '2', thresholds as Partial<StatusThresholds>)

describe('thresholds', () => {
  it('are 75, 90 and above 100 by default, for good', () => {
    expect(defaultThresholds).toEqual({
      warning: 75,
      critical: 90,
      overBudget: 100,
      overBudgetWhen: 'exceeded',
    })
    expect(Object.isFrozen(defaultThresholds)).toBe(true)
  })

  it('are the default where they are absent or undefined', () => {
    const hundredths = fc.integer({ min: -20_000, max: 20_000 })
    fc.assert(
      fc.property(thresholdsArbitrary(), hundredths, (thresholds, spent) => {
        const given = Object.entries(thresholds).filter(([, value]) => value !== undefined)
        const whole = { ...defaultThresholds, ...Object.fromEntries(given) }
        const at = (some?: Partial<StatusThresholds>) => statusOf((spent / 100).toFixed(2), '100.00', some)
        expect(at(thresholds)).toBe(at(whole))
        expect(at()).toBe(at(defaultThresholds))
        expect(at({})).toBe(at(defaultThresholds))
      }),
    )
  })

  it.each<[string, unknown, string, string[]]>([
    ['null', null, 'invalid_type', []],
    ['a number', 75, 'invalid_type', []],
    ['a warning of zero', { warning: 0 }, 'invalid_value', []],
    ['a warning below zero', { warning: -1 }, 'invalid_value', ['warning']],
    ['a warning that is text', { warning: '75' }, 'invalid_value', ['warning']],
    ['a warning of NaN', { warning: Number.NaN }, 'invalid_value', ['warning']],
    ['a warning too small to print plainly', { warning: 1e-7 }, 'invalid_value', ['warning']],
    ['a warning above critical', { warning: 90.001 }, 'invalid_value', []],
    ['a critical above over-budget', { critical: 100.001 }, 'invalid_value', []],
    ['a critical that is text', { critical: '90' }, 'invalid_value', ['critical']],
    ['an over-budget below critical', { overBudget: 89.999 }, 'invalid_value', []],
    ['an endless over-budget', { overBudget: Number.POSITIVE_INFINITY }, 'invalid_value', ['overBudget']],
    ['an unknown overBudgetWhen', { overBudgetWhen: 'met' }, 'invalid_value', ['overBudgetWhen']],
  ])('are refused: %s', (_, thresholds, code, path) => {
    const message: unknown = expect.stringMatching(/^\w/)
    const issues = issuesOf(() => statusWith(thresholds))
    expect(issues).toMatchObject([{ code, path: ['thresholds', ...path], message }])
  })

  it('may all be equal', () => {
    const equal = { warning: 50, critical: 50, overBudget: 50 }
    expect([
      statusOf('49', '100', equal),
      statusOf('50', '100', equal),
      statusOf('51', '100', equal),
    ]).toEqual(['good', 'critical', 'over_budget'])
  })
})
