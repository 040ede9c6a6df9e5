import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { CategoryNames } from '../../../src/book/categories/category-names.js'
import * as text from '../../../src/model/names.js'
import { openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

vi.mock(import('../../../src/model/names.js'), { spy: true })
const { foldName } = text

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
    for (let made = 0; made < count; made++) await book.categories.create({ name: `Category ${made}` })
    vi.mocked(foldName).mockClear()
    const { id } = await book.categories.create({ name: 'One more' })
    await book.categories.create({ name: 'Another' })
    await book.categories.update(id, { name: 'Renamed' })
    await book.categories.create({ name: 'One more' })
    // The name that each call asks for, and what came or went since the call before: never the others.
    const folded = new Set(vi.mocked(foldName).mock.calls.map(([name]) => name))
    expect(folded).toEqual(new Set([`Category ${count - 1}`, 'One more', 'Another', 'Renamed']))
    expect(foldName).toHaveBeenCalledTimes(9)
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
