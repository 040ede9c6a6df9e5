import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBudgetBook, type StorageAdapter } from 'budgetbook'
import { ExpenseIds } from '../../../src/adapters/local-storage/ids/expense-ids.js'
import { encodeExpense } from '../../../src/adapters/local-storage/month-record.js'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  removing,
  theBook,
} from '../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
} from '../../../src/testing/conformance/entities.js'
import { observe } from '../../../src/testing/conformance/observations.js'
import { mapStorage } from '../../support/storages/storage-like.js'
import { keyOf, openTab, sampleStorage } from './sample-book.js'

const taken = { code: 'conflict', details: { reason: 'id_taken' } }
const others = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    inserting.expense(makeExpense(`other ${at}`, 'food', '2026-05-05', '1.00')),
  )

async function expectTaken(tab: StorageAdapter, changes: Parameters<typeof commit>[1]): Promise<void> {
  const before = await observe(tab)
  await expect(commit(tab, changes)).rejects.toMatchObject(taken)
  expect(await observe(tab)).toEqual(before)
}

describe('an id that a commit inserts', () => {
  // Quotes, backslashes, line breaks, and what looks like the beginning of a line.
  const ids = fc.uniqueArray(
    fc.oneof(
      fc.string({ minLength: 1, maxLength: 12 }),
      fc.constantFrom('a"b', 'back\\slash', 'line\nbreak', '{"id":"x"', '"id":"x",', 'x', 'xx', '\u{1F4D2}'),
    ),
    { minLength: 2, maxLength: 6 },
  )

  it('is conflict exactly where an expense of any month has it, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(ids, fc.constantFrom(0, 1, 40), fc.nat(5), async ([free, ...used], more, at) => {
        const tab = openTab(mapStorage())
        const months = ['2026-01', '2026-02', '2026-03']
        const expenses = used.map((id, index) =>
          makeExpense(id, 'food', `${months[index % 3]}-05`, '1.00', {
            metadata: { id: free!, list: [{ id: free! }], text: `\n01234567 {"id":${JSON.stringify(free)},` },
          }),
        )
        await commit(tab, [inserting.category(makeCategory('food')), ...expenses.map(inserting.expense)])
        const again = makeExpense(used[at % used.length]!, 'food', '2026-04-05', '1.00')
        await expectTaken(tab, [...others(more), inserting.expense(again)])
        await commit(tab, [...others(more), inserting.expense({ ...again, id: free! })])
      }),
      { numRuns: 60 },
    )
  })

  it('is conflict where a budget of any month has it, but not where somebody’s metadata has', async () => {
    const tab = openTab(await sampleStorage())
    const budget = (id: string, metadata = {}) =>
      inserting.budget(makeBudget(id, 'gifts', january, '1.00', { metadata }))
    await expectTaken(tab, [budget('b2')])
    await commit(tab, [budget('b4', { id: 'b5' })])
    await commit(tab, [inserting.budget(makeBudget('b5', 'gifts', february, '1.00'))])
  })

  // A tab remembers the ids of each month. The other tab changes months that it remembers.
  it('is known as well to a tab that remembers what the months held before', async () => {
    const some = fc.constantFrom('a', 'b', 'c')
    const day = fc.constantFrom('2026-01-05', '2026-02-05', '2026-03-05')
    const step = fc.record({
      tab: fc.nat(1),
      kind: fc.constantFrom('insert', 'insert', 'move', 'remove', 'rewrite', 'delete'),
      id: some,
      date: day,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), async (steps) => {
        const storage = mapStorage()
        const tabs = [openTab(storage), openTab(storage)]
        const held = new Set<string>()
        for (const { tab: which, kind, id, date } of steps) {
          const tab = tabs[which]!
          const expense = makeExpense(id, 'food', date, '1.00')
          if (kind === 'insert') {
            const inserted = commit(tab, [inserting.expense(expense)])
            if (held.has(id)) await expect(inserted).rejects.toMatchObject(taken)
            else await inserted
            held.add(id)
          } else if (kind === 'move' && held.has(id)) await commit(tab, [putting.expense(expense)])
          else if (kind === 'remove' && held.delete(id)) await commit(tab, [removing.expense(id)])
          else if (kind === 'rewrite') {
            await tab.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
          } else if (kind === 'delete') {
            await tab.deleteBook(theBook)
            held.clear()
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('makes no document that cannot be imported', async () => {
    const numbers = [1, 2, 2, 3][Symbol.iterator]()
    const generateId = () => String(numbers.next().value)
    const book = await openBudgetBook({ storage: openTab(mapStorage()), generateId })
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    await book.expenses.record({ categoryId, amount: 1, date: '2026-01-05' })
    await expect(book.expenses.record({ categoryId, amount: 1, date: '2026-02-05' })).rejects.toMatchObject(
      taken,
    )
    await book.importBook(await book.exportBook())
  })
})

describe('an id that a damaged book has in two months', () => {
  it('stays taken while one of them has it', () => {
    const ids = new ExpenseIds()
    const text = (id: string) => `00000000 {}${encodeExpense(makeExpense(id, 'food', '2026-01-05', '1.00'))}`
    ids.update(
      new Map([
        [january, text('twice')],
        [february, text('twice')],
      ]),
    )
    ids.update(
      new Map([
        [january, text('twice')],
        [february, text('other')],
      ]),
    )
    expect([ids.has('twice'), ids.has('other')]).toEqual([true, true])
    ids.update(new Map([[february, text('other')]]))
    expect([ids.has('twice'), ids.has('other')]).toEqual([false, true])
  })
})

describe('an id in a month that is damaged', () => {
  const damagedStorage = async () => {
    const storage = await sampleStorage()
    const key = keyOf(storage, '/month/2026-02/')
    storage.items.set(key, storage.items.get(key)!.replace('"closed":false', '"closed":folse'))
    return storage
  }

  it('counts as taken, as far as it can be made out', async () => {
    const tab = openTab(await damagedStorage())
    for (const change of [
      inserting.expense(makeExpense('e2', 'food', '2026-01-20', '1.00')),
      inserting.budget(makeBudget('b2', 'gifts', january, '1.00')),
    ]) {
      await expect(commit(tab, [change])).rejects.toMatchObject(taken)
      await expect(commit(tab, [change, ...others(40)])).rejects.toMatchObject(taken)
    }
  })

  it('does not keep others from being inserted elsewhere', async () => {
    const tab = openTab(await damagedStorage())
    await commit(tab, [
      inserting.expense(makeExpense('new', 'food', '2026-01-20', '1.00')),
      inserting.budget(makeBudget('new', 'gifts', january, '1.00')),
      ...others(40),
    ])
  })
})
