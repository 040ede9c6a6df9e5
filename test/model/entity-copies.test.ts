import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Amount, CurrencyCode } from 'budgetbook'
import { copyEntity, copyHold, copyWithoutMonth, frozenEntity } from '../../src/model/entity-copies.js'
import { makeExpense } from '../../src/testing/conformance/entities.js'

const fields = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')),
  fc.jsonValue({ maxDepth: 3 }),
  { noNullPrototype: true },
)

const original = {
  amount: '0.96' as Amount,
  currency: 'CHF' as CurrencyCode,
  rate: '1.04',
}

/** An expense with the fields of a newer version, as JSON.parse makes it. */
const stored = fields.map((more) => {
  const expense = makeExpense('lunch', 'food', '2026-01-05', '1.00', {
    metadata: { tags: ['a', { b: 1 }] },
    original,
  })
  const entries = [...Object.entries(more), ...Object.entries(expense)]
  return Object.fromEntries(entries) as unknown as typeof expense
})

/** Every object in a value. */
function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return []
  return [value, ...Object.keys(value).flatMap((key) => objectsIn((value as Record<string, unknown>)[key]))]
}

// toEqual takes no notice of a key "__proto__".
const textOf = (value: unknown) => JSON.stringify(value)

describe('a copy of an entity', () => {
  it('has the same fields in the same order, also one named __proto__, and shares nothing', () => {
    fc.assert(
      fc.property(stored, (expense) => {
        const copy = copyEntity(expense)
        expect(textOf(copy)).toBe(textOf(expense))
        const originals = new Set(objectsIn(expense))
        expect(objectsIn(copy).filter((object) => originals.has(object))).toEqual([])
        expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
      }),
    )
  })

  it('that is frozen is frozen throughout', () => {
    fc.assert(
      fc.property(stored, (expense) => {
        const copy = frozenEntity(expense)
        expect(textOf(copy)).toBe(textOf(expense))
        expect(objectsIn(copy).every(Object.isFrozen)).toBe(true)
      }),
    )
  })

  it('without its month lacks only that', () => {
    fc.assert(
      fc.property(stored, (expense) => {
        const entries = Object.entries(expense).filter(([key]) => key !== 'month')
        expect(textOf(copyWithoutMonth(expense))).toBe(textOf(Object.fromEntries(entries)))
        const hold = { ...expense, expiresAt: null }
        const { month: _, ...others } = hold
        expect(textOf(copyHold(hold))).toBe(textOf(others))
      }),
    )
  })
})
