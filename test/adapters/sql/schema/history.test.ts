import { describe, expect, it } from 'vitest'
import { createSqlAdapter, migrate, migrateDown } from 'budgetbook/sql'
import { commit, inserting, theBook } from '../../../../src/testing/conformance/commits.js'
import { makeCategory, makeHold } from '../../../../src/testing/conformance/entities.js'
import {
  insert,
  insertAll,
  makeEntry,
  readHistory,
} from '../../../../src/testing/conformance/topics/history/entries.js'
import { observe } from '../../../../src/testing/conformance/observations.js'
import { dialects, migrated, run, storedIn } from '../history/tables.js'

const category = (id: string) => inserting.category(makeCategory(id))

describe.each(dialects)('the table of the history, in %s', (dialect) => {
  it('comes with version 1.2, empty, and no figure changes', async () => {
    const options = await migrated(dialect)
    await commit(createSqlAdapter(options), [category('a')])
    const before = await observe(createSqlAdapter(options))
    await migrateDown(options)
    await expect(run(options, 'select * from #history')).rejects.toThrow('history')
    await migrateDown(options)
    await migrate(options)
    const adapter = createSqlAdapter(options)
    expect(await adapter.open()).toMatchObject({ history: true })
    expect([await observe(adapter), await readHistory(adapter)]).toEqual([before, []])
    await insert(adapter, 'b')
    expect(await storedIn(options)).toEqual(['1 b'])
  })

  it('may be made again after that was interrupted', async () => {
    const options = await migrated(dialect)
    await insert(createSqlAdapter(options), 'a')
    await run(options, "update #schema set version = '1.1'")
    await run(options, 'drop index #history_by_id')
    await migrate(options)
    await run(options, 'drop index #history_by_id')
    expect(await storedIn(options)).toEqual(['1 a'])
  })

  it('is not removed while it has entries, unless they may be discarded; with it go holds only', async () => {
    const options = await migrated(dialect)
    const adapter = createSqlAdapter(options)
    await insert(adapter, 'a')
    await expect(migrateDown(options)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('There are history entries in the tables') as string,
      details: { issues: [{ path: ['discardBooks'] }] },
    })
    expect(await storedIn(options)).toEqual(['1 a'])
    await commit(adapter, [inserting.hold(makeHold('hold', 'a', '2026-02-01', '1.00'))])
    await expect(migrateDown(options)).rejects.toMatchObject({
      message: expect.stringContaining('There are holds') as string,
    })
    await migrateDown({ ...options, discardBooks: true })
    await migrate(options)
    const { categories, holds } = await observe(createSqlAdapter(options))
    expect([categories.length, holds, await storedIn(options)]).toEqual([1, [], []])
  })

  it('loses the entries of a book whose row anybody removes, and no others', async () => {
    const options = await migrated(dialect)
    for (const bookId of [theBook, 'other']) await insert(createSqlAdapter(options), 'a', { bookId })
    for (const table of ['books', 'categories'])
      await run(options, `delete from #${table} where book_id = '${theBook}'`)
    expect(await run(options, 'select book_id from #history')).toEqual([{ book_id: 'other' }])
    expect(await readHistory(createSqlAdapter(options))).toEqual([])
  })

  it('keeps positions beyond 32 bits apart', async () => {
    const options = await migrated(dialect)
    const adapter = createSqlAdapter(options)
    await insertAll(adapter, 'ab')
    await run(options, "update #history set position = 9007199254740000 where id = 'b'")
    await insert(adapter, 'c', { keep: 2 })
    await insert(adapter, 'd', { keep: 2 })
    const entries = await readHistory(adapter)
    expect(entries.map(({ position }) => position)).toEqual([9_007_199_254_740_002, 9_007_199_254_740_001])
    const [last] = entries
    const [next, ...others] = await readHistory(adapter, { before: last?.position ?? 0 })
    expect([next?.entry.id, others]).toEqual(['c', []])
  })

  it('keeps what a newer minor version put into an entry', async () => {
    const options = await migrated(dialect)
    const later = { type: 'tag', id: 't', before: null, after: {}, why: 'new' }
    const { id: _, ...rest } = { ...makeEntry('a', { changes: [later as never] }), via: 'api' }
    await insert(createSqlAdapter(options), 'a')
    await run(options, `update #history set entry = '${JSON.stringify(rest)}'`)
    const [placed] = await readHistory(createSqlAdapter(options))
    expect(placed?.entry).toEqual({ id: 'a', ...rest })
  })

  it('is not read where a newer major version wrote the book', async () => {
    const options = await migrated(dialect)
    await insert(createSqlAdapter(options), 'a')
    await run(options, "update #books set version = '2.0'")
    await expect(readHistory(createSqlAdapter(options))).rejects.toMatchObject({
      code: 'storage_future_version',
    })
  })

  const { id: _, ...sound } = makeEntry('b')
  const [change] = sound.changes as object[]
  it.each([
    ['no fields', {}],
    ['a list', []],
    ['a number', 5],
    ['nothing', null],
    ['no instant', { ...sound, at: undefined }],
    ['a number as its instant', { ...sound, at: 5 }],
    ['no actor', { ...sound, actor: undefined }],
    ['a number as its operation', { ...sound, operationId: 5 }],
    ['no currency', { ...sound, currency: null }],
    ['other work', { ...sound, changes: 'everything' }],
    ['a change without a type', { ...sound, changes: [change, { ...change, type: undefined }] }],
    ['a change without an id', { ...sound, changes: [{ ...change, id: null }] }],
    ['a change of a list', { ...sound, changes: [{ ...change, after: [] }] }],
    ['a change without what was before', { ...sound, changes: [{ ...change, before: undefined }] }],
  ])('has an entry with %s: reading it is storage_corrupt, and others are read', async (_name, entry) => {
    const options = await migrated(dialect)
    const adapter = createSqlAdapter(options)
    await insertAll(adapter, 'abc')
    await run(options, `update #history set entry = '${JSON.stringify(entry)}' where id = 'b'`)
    for (const query of [{}, { id: 'b' }, { before: 3 }])
      await expect(readHistory(adapter, query)).rejects.toMatchObject({
        code: 'storage_corrupt',
        details: { bookId: theBook, location: 'history["book","2"]' },
      })
    expect(await readHistory(adapter, { before: 2 })).toEqual([{ position: 1, entry: makeEntry('a') }])
    expect(await readHistory(adapter, { id: 'c' })).toEqual([{ position: 3, entry: makeEntry('c') }])
    // Writing goes on, and in the end the entry is not kept.
    await insert(adapter, 'd', { keep: 2 })
    expect(await readHistory(adapter)).toHaveLength(2)
  })
})

it.each([
  "update #history set entry = '{' where id = 'b'",
  "update #history set position = 'x' where id = 'b'",
])('in SQLite, an entry that is damaged is storage_corrupt: %s', async (damage) => {
  const options = await migrated('sqlite')
  const adapter = createSqlAdapter(options)
  await insertAll(adapter, 'ab')
  await run(options, damage)
  await expect(readHistory(adapter)).rejects.toMatchObject({
    code: 'storage_corrupt',
    details: { location: expect.stringMatching(/^history\["book","[2x]"\]$/) as string },
  })
})
