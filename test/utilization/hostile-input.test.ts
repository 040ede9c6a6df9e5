import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization, statusChanges, statusOf } from 'budgetbook'
import { anyValueArbitrary } from '../support/hostile-values.js'
import { answers } from '../support/refusals.js'
import { pathsOf, replaceAt, unreliable } from '../support/storages/unreliable.js'

type Call = (...inputs: unknown[]) => unknown

// The types are what a caller in plain JavaScript does not have.
const compute = computeUtilization as Call
const status = statusOf as Call
const changes = statusChanges as Call

const sound = {
  month: '2026-02',
  settings: { currency: 'USD', monthlyLimit: '5000.00', monthStartDay: 25 },
  categories: [
    { id: 'travel', name: 'Travel' },
    { id: 'gifts', name: 'Gifts' },
  ],
  budgets: [{ categoryId: 'travel', month: '2026-02', amount: '2000.00' }],
  expenses: [{ categoryId: 'gifts', date: '2026-02-25', amount: '700.00' }],
  holds: [
    { categoryId: 'travel', date: '2026-02-25', amount: '7.00', expiresAt: '2026-03-01T00:00:00.000Z' },
  ],
  now: '2026-02-14T09:30:00.000Z',
  thresholds: { warning: 50, critical: 60, overBudget: 70, overBudgetWhen: 'reached' as const },
}
const { expenses: _, ...others } = sound
const withSpending = { ...others, spending: [{ categoryId: 'gifts', spent: '700.00', expenseCount: 1 }] }
const report = computeUtilization(sound)

const paths = (value: unknown) => fc.constantFrom(...pathsOf(value))

describe('whatever a caller passes', () => {
  it.each([
    ['expenses', sound],
    ['spending', withSpending],
  ])('computeUtilization gives a report or invalid_input: with %s', (_name, input) => {
    fc.assert(
      fc.property(paths(input), anyValueArbitrary(), (path, make) => {
        answers(() => compute(replaceAt(input, path, make())))
      }),
      { numRuns: 1_500 },
    )
  })

  it('statusOf gives a status or invalid_input', () => {
    const args = ['700.00', '2000.00', sound.thresholds]
    const positions = paths(args).filter((path) => path.length > 0)
    fc.assert(
      fc.property(positions, anyValueArbitrary(), (path, make) => {
        answers(() => status(...(replaceAt(args, path, make()) as unknown[])))
      }),
      { numRuns: 1_000 },
    )
  })

  it('statusChanges gives changes or invalid_input', () => {
    const args = [report, report]
    const positions = paths(args).filter((path) => path.length > 0)
    fc.assert(
      fc.property(positions, anyValueArbitrary(), (path, make) => {
        answers(() => changes(...(replaceAt(args, path, make()) as unknown[])))
      }),
      { numRuns: 1_000 },
    )
  })

  it.each<[string, Call, unknown[]]>([
    ['computeUtilization', compute, [sound]],
    ['computeUtilization from totals', compute, [withSpending]],
    ['statusOf', status, ['1', '2', sound.thresholds]],
    ['statusChanges', changes, [report, report]],
  ])(
    '%s answers also where any one of its reads throws, or gives something else than before',
    (_name, call, args) => {
      const misbehave = (reads: number, fail: () => unknown) =>
        answers(() => call(...args.map((arg) => unreliable(arg, reads, fail))))
      const refuse = () => {
        throw new RangeError('hands off')
      }
      let reads = 0
      for (; !misbehave(reads, refuse); reads++) {
        for (const other of [undefined, null, 7, 'text', Symbol('other'), {}, [null]])
          misbehave(reads, () => other)
      }
      expect(reads).toBeGreaterThan(3)
    },
  )
})
