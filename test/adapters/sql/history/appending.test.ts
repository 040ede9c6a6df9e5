import { describe, expect, it } from 'vitest'
import type { BookContents } from 'budgetbook/adapter'
import { createSqlAdapter, repair, verify } from 'budgetbook/sql'
import { commit, commitOptions, inserting, theBook } from '../../../../src/testing/conformance/commits.js'
import { makeCategory, makeExpense } from '../../../../src/testing/conformance/entities.js'
import {
  appending,
  insert,
  insertAll,
  makeEntry,
  readHistory,
} from '../../../../src/testing/conformance/topics/history/entries.js'
import { observe } from '../../../../src/testing/conformance/observations.js'
import { databases } from '../../../support/storages/two-clients.js'
import { dialects, migrated, run, storedIn } from './tables.js'

const clear = (contents: BookContents) => ({ contents: { ...contents, categories: [] }, receipt: {} })

describe.each(dialects)('an entry of a commit, in %s', (dialect) => {
  it('is a row: its position, its id, and the rest as JSON', async () => {
    const options = await migrated(dialect)
    await insert(createSqlAdapter(options), 'a')
    const { id, ...rest } = makeEntry('a')
    const [row] = await run(options, 'select book_id, id, cast(entry as text) as entry from #history')
    expect(row).toEqual({ book_id: theBook, id, entry: JSON.stringify(rest) })
  })

  it('comes after those that are there, whoever wrote them, in its own book', async () => {
    const options = await migrated(dialect)
    const [one, other] = [createSqlAdapter(options), createSqlAdapter(options)]
    await insert(one, 'a')
    await insert(other, 'b')
    await insert(one, 'x', { bookId: 'other' })
    await insert(one, 'c')
    expect(await storedIn(options)).toEqual(['1 a', '2 b', '3 c'])
    expect(await storedIn(options, 'other')).toEqual(['1 x'])
  })

  it('removes those that the book does not keep, and no others', async () => {
    const options = await migrated(dialect)
    const adapter = createSqlAdapter(options)
    await insertAll(adapter, 'abcde')
    for (const id of 'xyz') await insert(adapter, id, { bookId: 'other' })
    await insert(adapter, 'f', { keep: 6 })
    expect(await storedIn(options)).toHaveLength(6)
    await insert(adapter, 'g', { keep: 3 })
    expect(await storedIn(options)).toEqual(['5 e', '6 f', '7 g'])
    await insert(adapter, 'h', { keep: 1 })
    await insert(adapter, 'i', { keep: 100 })
    expect(await storedIn(options)).toEqual(['8 h', '9 i'])
    expect(await storedIn(options, 'other')).toEqual(['1 x', '2 y', '3 z'])
  })

  it('is appended without changes too, also to a book that was never written', async () => {
    const options = await migrated(dialect)
    const adapter = createSqlAdapter(options)
    for (const id of 'ab') await commit(adapter, [], appending(makeEntry(id)))
    const nothing = { contents: null, receipt: {}, ...appending(makeEntry('c')) }
    await adapter.replace(theBook, () => nothing, commitOptions())
    expect(await storedIn(options)).toEqual(['1 a', '2 b', '3 c'])
    await createSqlAdapter(options).transact(
      theBook,
      () => ({}),
      () => ({ changes: [], receipt: {}, ...appending(makeEntry('d'), 1) }),
      commitOptions({ operation: { id: 'named', fingerprint: 'f' } }),
    )
    expect(await storedIn(options)).toEqual(['4 d'])
  })

  it('stays through full-book work, also where that begins a book', async () => {
    const options = await migrated(dialect)
    const adapter = createSqlAdapter(options)
    await insertAll(adapter, 'ab')
    await adapter.replace(theBook, clear, commitOptions())
    expect(await storedIn(options)).toEqual(['1 a', '2 b'])
    await adapter.replace(
      theBook,
      (contents) => ({ ...clear(contents), ...appending(makeEntry('c'), 2) }),
      commitOptions(),
    )
    expect(await storedIn(options)).toEqual(['2 b', '3 c'])
    await adapter.replace(
      'new',
      (contents) => ({ ...clear(contents), ...appending(makeEntry('n')) }),
      commitOptions(),
    )
    expect(await storedIn(options, 'new')).toEqual(['1 n'])
  })

  it.each(["update #books set version = 'new'", "update #categories set name = ''"])(
    'stays through an import over damage, and that has its own: %s',
    async (damage) => {
      const options = await migrated(dialect)
      const adapter = createSqlAdapter(options)
      await insertAll(adapter, 'abc')
      const contents = await adapter.readAll(theBook)
      await run(options, damage)
      await adapter.replace(theBook, () => ({ contents, receipt: {} }), commitOptions())
      expect(await storedIn(options)).toEqual(['1 a', '2 b', '3 c'])
      await run(options, damage)
      await adapter.replace(
        theBook,
        () => ({ contents, receipt: {}, ...appending(makeEntry('d'), 2) }),
        commitOptions(),
      )
      expect(await storedIn(options)).toEqual(['3 c', '4 d'])
      expect((await observe(adapter)).categories).toHaveLength(3)
    },
  )

  it('goes with its book, and the next book of that id begins anew', async () => {
    const options = await migrated(dialect)
    const adapter = createSqlAdapter(options)
    await insertAll(adapter, 'ab')
    await insert(adapter, 'x', { bookId: 'other' })
    await adapter.deleteBook(theBook)
    expect(await storedIn(options)).toEqual([])
    expect(await storedIn(options, 'other')).toEqual(['1 x'])
    await insert(adapter, 'c')
    expect(await storedIn(options)).toEqual(['1 c'])
  })

  it('is one with more rows than go together', async () => {
    const options = await migrated(dialect)
    const adapter = createSqlAdapter(options)
    await insertAll(adapter, 'ab')
    const expenses = Array.from({ length: 20_001 }, (_, at) =>
      makeExpense(`${at}`, 'a', '2026-02-01', '1.00'),
    )
    await commit(adapter, expenses.map(inserting.expense), appending(makeEntry('c'), 2))
    expect(await storedIn(options)).toEqual(['2 b', '3 c'])
  })

  it('with an id that not every database can hold is refused, and so is its commit', async () => {
    const options = await migrated(dialect)
    const adapter = createSqlAdapter(options)
    const category = inserting.category(makeCategory('a'))
    await expect(commit(adapter, [category], appending(makeEntry('a\0')))).rejects.toMatchObject({
      code: 'invalid_input',
    })
    expect([await storedIn(options), (await observe(adapter)).categories]).toEqual([[], []])
  })

  it('is what verify and repair tell of if it cannot be read, and nothing else depends on it', async () => {
    const options = await migrated(dialect)
    const adapter = createSqlAdapter(options)
    await insertAll(adapter, 'ab')
    await run(options, "update #history set entry = '5'")
    const problems = await verify(options, theBook)
    expect(problems.map(({ location }) => location)).toEqual(['history["book","1"]', 'history["book","2"]'])
    expect(await repair(options, theBook)).toEqual({ repaired: [], remaining: problems })
    expect((await adapter.readAll(theBook)).categories).toHaveLength(2)
    expect(await storedIn(options)).toEqual(['1 a', '2 b'])
  })
})

it('an entry whose commit another comes before is that of the decision that counts, in its place', async () => {
  const { storage, beside, bookId, faulty, commitStatement } = await databases.PGlite()
  await insert(beside, 'a', { bookId })
  await storage.read(bookId, () => ({}))
  let decided = 0
  faulty.arm({
    at: commitStatement,
    when: 'before',
    meanwhile: async () => insert(beside, 'b', { bookId, keep: 1 }),
  })
  const decide = () => {
    decided += 1
    return {
      changes: [inserting.category(makeCategory('c'))],
      receipt: {},
      ...appending(makeEntry(`c${decided}`)),
    }
  }
  await storage.transact(bookId, () => ({}), decide, commitOptions())
  const entries = await readHistory(storage, {}, bookId)
  expect(entries.map(({ position, entry }) => [position, entry.id])).toEqual([
    [3, 'c2'],
    [2, 'b'],
  ])
})
