import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSqlAdapter, pruneHistory, verify, type SqlOptions } from 'budgetbook/sql'
import { commit, theBook } from '../../../../src/testing/conformance/commits.js'
import { appending, insert, makeEntry } from '../../../../src/testing/conformance/topics/history/entries.js'
import { observe } from '../../../../src/testing/conformance/observations.js'
import { dialects, migrated, run, storedIn } from '../history/tables.js'
import { migratedSqlite } from '../../../support/sql/databases.js'

const limit = '2026-02-14T12:00:00.000Z'
const olderThan = new Date(limit)
const before = '2026-02-14T11:59:59.999Z'
const after = '2026-02-14T12:00:00.001Z'

/** Appends an entry made at an instant for each of the ids. */
async function append(options: SqlOptions, entries: Record<string, string>, bookId = theBook): Promise<void> {
  const storage = createSqlAdapter(options)
  for (const [id, at] of Object.entries(entries))
    await commit(storage, [], { bookId, ...appending(makeEntry(id, { at })) })
}

const idsIn = async (options: SqlOptions, bookId = theBook) =>
  (await storedIn(options, bookId)).map((row) => row.split(' ')[1])

describe.each(dialects)('pruneHistory in %s', (dialect) => {
  it('removes the entries that are older, and no others', async () => {
    const options = await migrated(dialect)
    await append(options, { a: before, b: limit, c: after, d: '0001-01-01T00:00:00.000Z', e: after })
    expect(await pruneHistory(options, { olderThan })).toBe(2)
    expect(await idsIn(options)).toEqual(['b', 'c', 'e'])
    expect(await pruneHistory(options, { olderThan })).toBe(0)
  })

  it('keeps the newest of each book, so that the positions go on', async () => {
    const options = await migrated(dialect)
    await append(options, { a: before, b: before })
    await append(options, { x: before, y: before, z: before }, 'other')
    expect(await pruneHistory(options, { olderThan })).toBe(3)
    await append(options, { c: after })
    await append(options, { w: after }, 'other')
    expect(await storedIn(options)).toEqual(['2 b', '3 c'])
    expect(await storedIn(options, 'other')).toEqual(['3 z', '4 w'])
  })

  it('prunes one book where it is told which, and leaves the others', async () => {
    const options = await migrated(dialect)
    for (const bookId of ['a', 'b', 'c']) await append(options, { old: before, young: after }, bookId)
    expect(await pruneHistory(options, { olderThan, bookId: 'b' })).toBe(1)
    expect([await idsIn(options, 'a'), await idsIn(options, 'b')]).toEqual([['old', 'young'], ['young']])
  })

  it('takes the instant of the entry, not that of a thing that it tells of', async () => {
    const options = await migrated(dialect)
    const text = String.raw`"at":"${before}" \u0000 \ud800 \"`
    const changes = [{ type: 'category', id: 'x', before: null, after: { at: before, text } }] as const
    const storage = createSqlAdapter(options)
    await commit(storage, [], appending(makeEntry('young', { at: after, actor: text, changes })))
    await commit(storage, [], appending(makeEntry('old', { at: before, actor: text, changes })))
    await append(options, { newest: after })
    expect(await pruneHistory(options, { olderThan })).toBe(1)
    expect(await idsIn(options)).toEqual(['young', 'newest'])
  })

  it('leaves a damaged entry, and goes on', async () => {
    const options = await migrated(dialect)
    const entries = [
      'null',
      '7',
      '"text"',
      '[]',
      '{}',
      '{"at":null}',
      '{"at":7}',
      '{"at":""}',
      '{"at":{"at":"2001"}}',
      '{"at":"2001-01-01"}',
      `{"at":"-00001-01-01T00:00:00.000Z"}`,
      String.raw`{"at":"${before}","actor":"\u0000"}`,
      String.raw`{"at":"${before}","actor":"\\\uD83D"}`,
      String.raw`{"at":"\u0000"}`,
      ...(dialect === 'sqlite' ? ['{', ''] : []),
    ]
    await append(options, Object.fromEntries(entries.map((_, at) => [`damaged${at}`, before])))
    for (const [at, entry] of entries.entries())
      await run(options, `update #history set entry = '${entry}' where id = 'damaged${at}'`)
    await append(options, { old: before, young: after })
    // SQLite reads halves of surrogate pairs and NULs.
    const readable = entries.filter((entry) => dialect === 'sqlite' && entry.startsWith(`{"at":"${before}"`))
    expect(await pruneHistory(options, { olderThan })).toBe(1 + readable.length)
    expect((await idsIn(options)).length).toBe(entries.length - readable.length + 1)
  })

  it('changes nothing else', async () => {
    const options = await migrated(dialect)
    for (const id of 'abc') await insert(createSqlAdapter(options), id)
    const seen = await observe(createSqlAdapter(options))
    await pruneHistory(options, { olderThan: new Date() })
    expect(await observe(createSqlAdapter(options))).toEqual(seen)
    expect(await verify(options, theBook)).toEqual([])
  })
})

const edges = ['0000-01-01T00:00:00.000Z', before, limit, after, '9999-12-31T23:59:59.999Z']
const instants = fc.oneof(
  fc.constantFrom(...edges),
  fc
    .date({ min: new Date(edges[0] ?? ''), max: new Date(edges[4] ?? ''), noInvalidDate: true })
    .map((date) => date.toISOString()),
)

it('pruneHistory removes exactly what is older and not the newest, whatever the instants', async () => {
  const entries = fc.array(fc.record({ at: instants, bookId: fc.constantFrom('a', 'b') }), { maxLength: 8 })
  const now = new Date().toISOString()
  const past = instants.filter((instant) => instant <= now)
  const limits = fc.oneof(past, fc.constantFrom(now, '-000001-12-31T23:59:59.999Z'))
  const law = fc.asyncProperty(entries, limits, fc.constantFrom(undefined, 'a'), async (made, at, bookId) => {
    const { options } = migratedSqlite()
    for (const [index, entry] of made.entries()) await append(options, { [index]: entry.at }, entry.bookId)
    const time = Date.parse(at)
    const stays = (index: number): boolean => {
      const entry = made[index]
      if (!entry || (bookId !== undefined && entry.bookId !== bookId)) return true
      const isNewest = !made.slice(index + 1).some((other) => other.bookId === entry.bookId)
      return isNewest || Date.parse(entry.at) >= time
    }
    const kept = [...made.keys()].filter(stays)
    expect(await pruneHistory(options, { olderThan: new Date(at), bookId })).toBe(made.length - kept.length)
    const found = [...(await idsIn(options, 'a')), ...(await idsIn(options, 'b'))]
    expect(found.map(Number).sort((one, other) => one - other)).toEqual(kept)
  })
  await fc.assert(law)
})

it('pruneHistory removes any number of entries, of any number of books', async () => {
  const { database, options } = migratedSqlite()
  const insertEntry = database.prepare('insert into budgetbook_history values (?, ?, ?, ?)')
  database.exec('begin')
  for (let at = 0; at < 25_000; at++) {
    const isOld = at % 3 > 0
    insertEntry.run(`book ${at % 7}`, at + 1, `${at}`, JSON.stringify({ at: isOld ? before : after }))
  }
  for (let book = 0; book < 7; book++)
    insertEntry.run(`book ${book}`, 30_000, 'last', JSON.stringify({ at: after }))
  database.exec('commit')
  expect(await pruneHistory(options, { olderThan })).toBe(16_666)
  expect(await pruneHistory(options, { olderThan })).toBe(0)
})

it.each<[unknown, readonly string[]]>([
  [{}, ['olderThan']],
  [{ olderThan: limit }, ['olderThan']],
  [{ olderThan: new Date(Number.NaN) }, ['olderThan']],
  [{ olderThan: new Date(Date.now() + 3_600_000) }, ['olderThan']],
  [{ olderThan: new Date(8.64e15) }, ['olderThan']],
  [{ olderThan, bookId: '' }, ['bookId']],
  [{ olderThan, keep: 1 }, ['keep']],
  [null, []],
])('pruneHistory refuses %j', async (which, path) => {
  await expect(pruneHistory(migratedSqlite().options, which as never)).rejects.toMatchObject({
    code: 'invalid_input',
    details: { issues: [{ path }] },
  })
})
