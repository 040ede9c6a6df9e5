import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { CategoryNames } from '../../../src/book/categories/category-names.js'
import { foldName } from '../../../src/model/names.js'
import { openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

interface Named {
  readonly id: string
  readonly name: string
}

const named = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  name: fc.constantFrom('Café', 'CAFE\u0301', 'food', 'Food', 'Straße', 'STRASSE', 'x'),
})
const list = fc.uniqueArray(named, { selector: ({ id }) => id })

const naive = (categories: readonly Named[], name: string, exceptId: string | null): Named[] =>
  categories.filter((one) => one.id !== exceptId && foldName(one.name) === foldName(name))

describe('the names of categories', () => {
  it('are found as a look at every category finds them, whatever list follows upon which', () => {
    fc.assert(
      fc.property(
        fc.array(list, { minLength: 1 }),
        fc.constantFrom('CAFÉ', 'FOOD', 'strasse', 'none'),
        fc.constantFrom(null, 'a', 'b'),
        (lists, name, exceptId) => {
          const names = new CategoryNames()
          for (const categories of lists) {
            const all = naive(categories, name, exceptId).map(({ id }) => id)
            const found = names.find(categories, name, exceptId)
            if (all.length === 0) expect(found).toBeUndefined()
            else expect(all).toContain(found?.id)
          }
        },
      ),
    )
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
  it('is taken and free again as other book objects create, rename and remove', async () => {
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
  })
})
