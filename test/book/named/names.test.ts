import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { NameIndex } from '../../../src/book/named/names.js'
import { foldName } from '../../../src/model/names.js'
import { openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

interface Named {
  readonly id: string
  readonly name: string
  readonly groupId: string | null
}

const named = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  name: fc.constantFrom('Café', 'CAFE\u0301', 'food', 'Food', 'Straße', 'STRASSE', 'x'),
  groupId: fc.constantFrom(null, 'home', 'car'),
})
const anyList = fc.uniqueArray(named, { selector: ({ id }) => id })

const naive = (
  all: readonly Named[],
  { name, groupId }: Omit<Named, 'id'>,
  exceptId: string | null,
): Named[] =>
  all.filter((one) => one.id !== exceptId && one.groupId === groupId && foldName(one.name) === foldName(name))

/** The list after one change. Entities that are not concerned stay the same objects. */
function changed(list: readonly Named[], what: string, at: number, to: number, entity: Named): Named[] {
  const subject = list[at % Math.max(list.length, 1)]
  const others = list.filter((one) => one !== subject)
  const isNew = list.every(({ id }) => id !== entity.id)
  if (what === 'add') return isNew ? [...list, entity] : [...list]
  if (!subject || what === 'remove') return others
  if (what === 'move') return others.toSpliced(to % list.length, 0, subject)
  return list.map((one) => (one === subject ? { ...entity, id: one.id } : one))
}

describe('the names of categories', () => {
  it('are found as a look at every category finds them, whatever list follows upon which', () => {
    fc.assert(
      fc.property(
        fc.array(anyList, { minLength: 1 }),
        fc.record({
          name: fc.constantFrom('CAFÉ', 'FOOD', 'strasse', 'none'),
          groupId: fc.constantFrom(null, 'home'),
        }),
        fc.constantFrom(null, 'a', 'b'),
        (sequence, wanted, exceptId) => {
          const names = new NameIndex()
          for (const categories of sequence) {
            const all = naive(categories, wanted, exceptId).map(({ id }) => id)
            const found = names.find(categories, wanted, exceptId)
            if (all.length === 0) expect(found).toBeUndefined()
            else expect(all).toContain(found?.id)
          }
        },
      ),
    )
  })

  it('are found in lists of which each is the one before with something moved, renamed, regrouped or gone', () => {
    const step = fc.record({
      what: fc.constantFrom('move', 'put', 'remove', 'add'),
      at: fc.nat({ max: 9 }),
      to: fc.nat({ max: 9 }),
      entity: named,
    })
    const wanted = fc.record({
      name: fc.constantFrom('CAFÉ', 'FOOD', 'strasse'),
      groupId: fc.constantFrom(null, 'home'),
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(step, wanted), { maxLength: 12 }), (steps) => {
        const names = new NameIndex()
        let last: readonly Named[] = []
        for (const [{ what, at, to, entity }, sought] of steps) {
          last = changed(last, what, at, to, entity)
          const all = naive(last, sought, null).map(({ id }) => id)
          const found = names.find(last, sought, null)?.id
          expect(all.includes(found!)).toBe(all.length > 0)
          // Only another one is in the way.
          expect(names.find(last, sought, found ?? null) === undefined).toBe(all.length < 2)
        }
      }),
    )
  })

  it('of groups, which are in no group themselves, are in one set', () => {
    const names = new NameIndex<Omit<Named, 'groupId'>>()
    const groups = [
      { id: 'a', name: 'Home' },
      { id: 'b', name: 'Car' },
    ]
    expect(names.find(groups, { name: 'HOME' }, null)?.id).toBe('a')
    expect(names.find(groups, { name: 'HOME', groupId: null }, null)?.id).toBe('a')
    expect(names.find(groups, { name: 'HOME', groupId: 'b' }, null)).toBeUndefined()
    expect(names.find(groups.toReversed(), { name: 'car' }, 'a')?.id).toBe('b')
  })

  it.each([10, 1_000])('are folded once each: one more of %i folds no other', async (count) => {
    const book = await openBudgetBook({ storage: createMemoryAdapter() })
    for (let made = 0; made < count; made++) await book.categories.create({ name: `Größe ${made}` })
    // Only names that are not ASCII are normalized, four times for each fold.
    const normalize = vi.spyOn(String.prototype, 'normalize')
    const { id } = await book.categories.create({ name: 'Öne more' })
    await book.categories.create({ name: 'Änother' })
    await book.categories.update(id, { name: 'Rénamed' })
    await book.categories.create({ name: 'Öne more' })
    const normalized = normalize.mock.contexts.map(String)
    normalize.mockRestore()
    // The name that each call asks for, and what came or went since the call before: never the others.
    const asked = [`Größe ${count - 1}`, 'Öne more', 'Änother', 'Rénamed']
    expect(new Set(normalized.map(foldName))).toEqual(new Set(asked.map(foldName)))
    expect(normalized).toHaveLength(9 * 4)
  })
})

describe.each(storageKinds)('a name in $name', (kind) => {
  it('is taken and free again as other book objects create, rename, regroup and remove', async () => {
    const { book, reopen } = await openTestBook(kind)
    const other = await reopen({ generateId: undefined })
    const { id } = await book.categories.create({ name: 'Café' })
    await expect(other.categories.create({ name: 'CAFÉ' })).rejects.toMatchObject({
      code: 'duplicate_category',
      details: { name: 'Café', categoryId: id },
    })
    await other.categories.update(id, { name: 'Tea' })
    const { id: second } = await book.categories.create({ name: 'café' })
    await expect(other.categories.create({ name: 'cafe\u0301' })).rejects.toMatchObject({
      details: { categoryId: second },
    })
    await book.categories.remove(second)
    await expect(other.categories.create({ name: 'CAFÉ' })).resolves.toMatchObject({ name: 'CAFÉ' })
    await expect(book.categories.create({ name: 'TEA' })).rejects.toMatchObject({ details: { name: 'Tea' } })
    const home = await other.groups.create({ name: 'Home' })
    await other.categories.update(id, { groupId: home.id })
    await expect(book.categories.create({ name: 'TEA' })).resolves.toMatchObject({ groupId: null })
    await expect(book.categories.update(id, { groupId: null })).rejects.toMatchObject({
      code: 'duplicate_category',
      details: { name: 'TEA' },
    })
  })
})
