import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entityTag, isBudgetBookError, type BudgetBook, type TaggedEntity } from 'budgetbook'
import { openTestBook } from '../../support/book/fixture.js'
import { anyValueArbitrary } from '../../support/hostile-values.js'
import { fillBook, type World } from '../../support/book/world.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const text = fc.string({ unit: 'binary', maxLength: 4 })
const json = fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' })
const metadata = fc.dictionary(text, json, { maxKeys: 3 })
const entity = fc.record({
  id: fc.constantFrom('1', '2'),
  categoryId: fc.constantFrom('1', '2'),
  amount: fc.constantFrom('1.00', '1.0', '-1.00'),
  description: fc.oneof(fc.constantFrom('', ' ', '"', '\\"', '\ud800'), text),
  original: fc.constantFrom(null, { amount: '1', currency: 'EUR', rate: '1' }),
  metadata,
  updatedAt: fc.constantFrom('2026-02-14T09:30:00.000Z', '2026-02-14T09:30:00.001Z'),
}) as object as fc.Arbitrary<TaggedEntity>

/** Equal as JSON, whatever the order of fields. */
const isEqual = (one: unknown, other: unknown): boolean => {
  const sorted = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(sorted)
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)])
  }
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

const reversed = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(reversed)
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  )
}

/** Everything in a filled book that has a tag. */
async function everythingIn(book: BudgetBook, { hotel, lunch }: World): Promise<TaggedEntity[]> {
  return [
    await book.settings.get(),
    ...(await book.categories.list({ includeArchived: true })),
    ...(await book.groups.list()),
    ...(await book.budgets.list()),
    ...(await book.expenses.list()).items,
    await book.expenses.get(lunch.id),
    await book.holds.get(hotel.id),
    ...(await book.months.list()),
  ]
}

describe('an entity tag', () => {
  it('is 16 hexadecimal digits', () => {
    fc.assert(fc.property(entity, (any) => /^[\da-f]{16}$/.test(entityTag(any))))
  })

  it('is the same if and only if the entities are equal', () => {
    const pair = fc.oneof(
      fc.tuple(entity, entity),
      // Nearly the same.
      fc.tuple(entity, entity).chain(([one, other]) =>
        fc.subarray(Object.keys(one)).map((keys): [TaggedEntity, TaggedEntity] => {
          const from = other as object as Record<string, unknown>
          return [one, { ...one, ...Object.fromEntries(keys.map((key) => [key, from[key]])) }]
        }),
      ),
    )
    fc.assert(
      fc.property(pair, ([one, other]) => {
        expect(entityTag(one) === entityTag(other)).toBe(isEqual(one, other))
      }),
      { numRuns: 1_000 },
    )
  })

  it('does not care for the order of fields, nor for a way through JSON', () => {
    fc.assert(
      fc.property(entity, (any) => {
        expect(entityTag(reversed(any) as TaggedEntity)).toBe(entityTag(any))
        expect(entityTag(JSON.parse(JSON.stringify(any)) as TaggedEntity)).toBe(entityTag(any))
      }),
    )
  })

  it('is the same on every adapter, for every client, and after a restart', async () => {
    const tags = await Promise.all(
      storageKinds.map(async (kind) => {
        const { book, reopen } = await openTestBook(kind)
        const world = await fillBook(book)
        const own = (await everythingIn(book, world)).map(entityTag)
        expect((await everythingIn(await reopen(), world)).map(entityTag)).toEqual(own)
        return own
      }),
    )
    for (const others of tags) expect(others).toEqual(tags[0])
  })

  it('is the same tomorrow: this one was made with version 1', () => {
    const settings = { currency: 'INR', monthlyLimit: null, monthStartDay: 1 } as TaggedEntity
    expect(entityTag(settings)).toBe('8aa08e5d740b8fcd')
  })

  it('is made of plain data, or refused', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (any) => {
        try {
          expect(entityTag(any as unknown as TaggedEntity)).toMatch(/^[\da-f]{16}$/)
        } catch (error) {
          if (!isBudgetBookError(error, 'invalid_input')) throw error
        }
      }),
    )
    for (const none of [null, undefined, 'text', 5])
      expect(() => entityTag(none as unknown as TaggedEntity)).toThrow(/^An entity must be an object/)
  })
})
