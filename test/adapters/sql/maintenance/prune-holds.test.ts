import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter, pruneHolds, verify, type SqlOptions } from 'budgetbook/sql'
import { commit, inserting, putting, theBook } from '../../../../src/testing/conformance/commits.js'
import {
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeHold,
  makeSettings,
} from '../../../../src/testing/conformance/entities.js'
import { observe } from '../../../../src/testing/conformance/observations.js'
import { readHistory } from '../../../../src/testing/conformance/topics/history/entries.js'
import { dialects, migrated, run } from '../history/tables.js'
import { migratedSqlite } from '../../../support/sql/databases.js'

const limit = '2026-02-14T12:00:00.000Z'
const expiredBefore = new Date(limit)
const before = '2026-02-14T11:59:59.999Z'
const after = '2026-02-14T12:00:00.001Z'

/** A book with a hold that expires at each of the instants. */
async function withHolds(options: SqlOptions, ends: Record<string, string | null>, bookId = theBook) {
  const storage = createSqlAdapter(options)
  const sample = [
    putting.settings(makeSettings('USD')),
    inserting.category(makeCategory('food')),
    inserting.budget(makeBudget('plan', 'food', january, '100.00')),
    inserting.expense(makeExpense('lunch', 'food', '2026-01-11', '5.00')),
  ]
  const holds = Object.entries(ends).map(([id, expiresAt]) =>
    inserting.hold(makeHold(id, 'food', '2026-01-10', '1.00', { expiresAt })),
  )
  await commit(storage, [...sample, ...holds], { bookId })
  return storage
}

const idsIn = async (options: SqlOptions, bookId = theBook) =>
  (await run(options, `select id from #holds where book_id = '${bookId}' order by id`)).map(
    (row) => (row as { id: string }).id,
  )

const revisionOf = async (options: SqlOptions) => run(options, 'select revision from #books order by book_id')

describe.each(dialects)('pruneHolds in %s', (dialect) => {
  it('removes the holds that expired before, and no others', async () => {
    const options = await migrated(dialect)
    await withHolds(options, { a: before, b: limit, c: after, d: null, e: '0001-01-01T00:00:00.000Z' })
    expect(await pruneHolds(options, { expiredBefore })).toBe(2)
    expect(await idsIn(options)).toEqual(['b', 'c', 'd'])
    expect(await pruneHolds(options, { expiredBefore })).toBe(0)
  })

  it('changes no figure, writes no history, and leaves a sound book', async () => {
    const options = await migrated(dialect)
    const storage = await withHolds(options, { a: before, b: after })
    const book = await openBudgetBook({
      storage,
      bookId: theBook,
      now: () => new Date(limit),
      timeZone: 'UTC',
    })
    const report = await book.utilization('2026-01')
    const { holds, months, ...others } = await observe(createSqlAdapter(options))
    expect(await pruneHolds(options, { expiredBefore })).toBe(1)
    expect(await book.utilization('2026-01')).toEqual(report)
    const { holds: left, months: monthsLeft, ...rest } = await observe(createSqlAdapter(options))
    expect(rest).toEqual(others)
    expect(left).toEqual(holds.filter(({ id }) => id === 'b'))
    expect([...monthsLeft.keys()]).toEqual([...months.keys()])
    expect(await verify(options, theBook)).toEqual([])
    expect(await readHistory(storage)).toEqual([])
  })

  it('is seen by an adapter that remembers the book, also if it only writes', async () => {
    const options = await migrated(dialect)
    const storage = await withHolds(options, { a: before, b: null })
    expect(
      (await storage.read(theBook, () => ({ months: [january] }))).months.get(january)?.holds,
    ).toHaveLength(2)
    await pruneHolds(options, { expiredBefore })
    expect(
      (await storage.read(theBook, () => ({ months: [january] }))).months.get(january)?.holds,
    ).toHaveLength(1)
    await commit(storage, [inserting.hold(makeHold('a', 'food', '2026-01-10', '9.00'))])
    expect(await idsIn(options)).toEqual(['a', 'b'])
  })

  it('writes to a book only if it has such holds', async () => {
    const options = await migrated(dialect)
    await withHolds(options, { a: after, b: null })
    const revision = await revisionOf(options)
    expect(await pruneHolds(options, { expiredBefore })).toBe(0)
    expect(await revisionOf(options)).toEqual(revision)
    expect(await pruneHolds(options, { expiredBefore: new Date('2026-02-15') })).toBe(1)
    expect(await revisionOf(options)).not.toEqual(revision)
  })

  it('prunes one book where it is told which, and all books otherwise', async () => {
    const options = await migrated(dialect)
    for (const bookId of ['a', 'b', 'c']) await withHolds(options, { old: before }, bookId)
    expect(await pruneHolds(options, { expiredBefore, bookId: 'b' })).toBe(1)
    expect([await idsIn(options, 'a'), await idsIn(options, 'b')]).toEqual([['old'], []])
    expect(await pruneHolds(options, { expiredBefore })).toBe(2)
  })

  it('leaves a damaged hold, and a book that a newer version wrote, and goes on', async () => {
    const options = await migrated(dialect)
    await withHolds(options, { a: before, b: before, c: before })
    await withHolds(options, { a: before }, 'future')
    await withHolds(options, { a: before }, 'unsound')
    await run(options, "update #holds set expires_at = '' where id = 'b'")
    await run(options, "update #holds set expires_at = '2001' where id = 'c'")
    await run(options, "update #books set version = '2.0' where book_id = 'future'")
    await run(options, "update #books set version = 'new' where book_id = 'unsound'")
    expect(await pruneHolds(options, { expiredBefore })).toBe(1)
    expect(await idsIn(options)).toEqual(['b', 'c'])
    expect([await idsIn(options, 'future'), await idsIn(options, 'unsound')]).toEqual([['a'], ['a']])
  })
})

it('pruneHolds removes exactly what expired before, whatever the instants', async () => {
  const ends = fc.oneof(
    fc.constantFrom(null, before, limit, after, '0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'),
    fc
      .date({ min: new Date('2026-02-14'), max: new Date('2026-02-15'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  )
  const limits = fc.constantFrom(
    before,
    limit,
    after,
    '2026-02-15T00:00:00.000Z',
    '-000001-12-31T23:59:59.999Z',
  )
  const law = fc.asyncProperty(fc.array(ends, { maxLength: 8 }), limits, async (made, at) => {
    const { options } = migratedSqlite()
    await withHolds(options, Object.fromEntries(made.map((end, index) => [`h${index}`, end])))
    const stays = made.map((end) => end === null || Date.parse(end) >= Date.parse(at))
    const removed = stays.filter((one) => !one).length
    expect(await pruneHolds(options, { expiredBefore: new Date(at) })).toBe(removed)
    expect(await idsIn(options)).toEqual(stays.flatMap((one, index) => (one ? [`h${index}`] : [])))
  })
  await fc.assert(law)
})

it('pruneHolds removes any number of holds, of a book that spans two pieces too', async () => {
  const { database, options } = migratedSqlite()
  for (const bookId of ['a', 'b']) await withHolds(options, { keep: after }, bookId)
  const insert = database.prepare(
    "insert into budgetbook_holds select book_id, ?, category_id, amount, date, ?, description, metadata, created_at, updated_at, extra from budgetbook_holds where book_id = ? and id = 'keep'",
  )
  database.exec('begin')
  for (let at = 0; at < 12_000; at++) insert.run(`h${at}`, before, at % 5 === 0 ? 'a' : 'b')
  database.exec('commit')
  expect(await pruneHolds(options, { expiredBefore })).toBe(12_000)
  expect([await idsIn(options, 'a'), await idsIn(options, 'b')]).toEqual([['keep'], ['keep']])
})

it.each<[unknown, readonly string[]]>([
  [{}, ['expiredBefore']],
  [{ expiredBefore: limit }, ['expiredBefore']],
  [{ expiredBefore: new Date(Number.NaN) }, ['expiredBefore']],
  [{ expiredBefore: new Date(Date.now() + 3_600_000) }, ['expiredBefore']],
  [{ expiredBefore: new Date(8.64e15) }, ['expiredBefore']],
  [{ expiredBefore, bookId: 7 }, ['bookId']],
  [{ expiredBefore, olderThan: expiredBefore }, ['olderThan']],
  [null, []],
])('pruneHolds refuses %j', async (which, path) => {
  await expect(pruneHolds(migratedSqlite().options, which as never)).rejects.toMatchObject({
    code: 'invalid_input',
    details: { issues: [{ path }] },
  })
})
