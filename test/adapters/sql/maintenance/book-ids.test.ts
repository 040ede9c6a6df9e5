import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bookIds, createSqlAdapter, type BookIdsOptions, type SqlOptions } from 'budgetbook/sql'
import { commit, inserting } from '../../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../../src/testing/conformance/entities.js'
import { anyValueArbitrary } from '../../../support/hostile-values.js'
import { migratedSqlite, pgliteOptions } from '../../../support/sql/databases.js'

const makeBook = async (options: SqlOptions, bookId: string) =>
  commit(createSqlAdapter(options), [inserting.category(makeCategory('food'))], { bookId })

async function listed(options: SqlOptions, where?: BookIdsOptions): Promise<string[]> {
  const ids: string[] = []
  for await (const id of bookIds(options, where)) ids.push(id)
  return ids
}

/** Text in the order of its bytes in UTF-8, which is that of its code points. */
function inOrder(ids: readonly string[]): string[] {
  return [...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

const idArbitrary = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  fc.constantFrom('a', 'A', 'ab', 'ä', '\uFEFF', '\uFFFD', '\u{1F600}', "'", '%', ' ', 'a '),
)
const idsArbitrary = fc.uniqueArray(
  idArbitrary.filter((id) => !id.includes('\0')),
  { maxLength: 12 },
)
const pageSizes = fc.integer({ min: 1, max: 5 })

describe.each(['SQLite', 'PGlite'])('bookIds in %s', (name) => {
  const open = async () => (name === 'SQLite' ? migratedSqlite().options : pgliteOptions())
  const runs = { numRuns: name === 'SQLite' ? 100 : 10 }

  it('lists every book once, in the order of bytes, whatever the size of a page', async () => {
    const law = fc.asyncProperty(idsArbitrary, pageSizes, async (ids, pageSize) => {
      const options = await open()
      for (const id of ids) await makeBook(options, id)
      expect(await listed(options, { pageSize })).toEqual(inOrder(ids))
      expect(await listed(options)).toEqual(inOrder(ids))
    })
    await fc.assert(law, runs)
  })

  it('goes on after an id, whether there is such a book or not', async () => {
    const law = fc.asyncProperty(idsArbitrary, idArbitrary, pageSizes, async (ids, after, pageSize) => {
      if (after.includes('\0')) return
      const options = await open()
      for (const id of ids) await makeBook(options, id)
      const all = inOrder([...new Set([...ids, after])])
      const rest = all.slice(all.indexOf(after) + 1)
      expect(await listed(options, { after, pageSize })).toEqual(rest)
    })
    await fc.assert(law, runs)
  })
})

it('bookIds lists every book that stays, once, while others come and go', async () => {
  const changes = fc.array(
    fc.record({
      at: fc.nat(8),
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
      isMade: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  const law = fc.asyncProperty(changes, pageSizes, async (moves, pageSize) => {
    const { options } = migratedSqlite()
    const storage = createSqlAdapter(options)
    const stays = ['b1', 'd1', 'f1', 'h1']
    for (const id of stays) await makeBook(options, id)
    const seen: string[] = []
    for await (const id of bookIds(options, { pageSize })) {
      for (const { at, id: other, isMade } of moves) {
        if (at !== seen.length) continue
        await storage.deleteBook(other)
        if (isMade) await makeBook(options, other)
      }
      seen.push(id)
    }
    expect(seen).toEqual(inOrder(seen))
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter((id) => stays.includes(id))).toEqual(stays)
  })
  await fc.assert(law)
})

it('bookIds may be iterated again, and then reads again', async () => {
  const { options } = migratedSqlite()
  const ids = bookIds(options)
  await makeBook(options, 'a')
  const read = async () => {
    const found: string[] = []
    for await (const id of ids) found.push(id)
    return found
  }
  expect(await read()).toEqual(['a'])
  await makeBook(options, 'b')
  expect(await read()).toEqual(['a', 'b'])
})

it('bookIds of a database without the tables is storage_unavailable', async () => {
  const options = { ...migratedSqlite().options, tablePrefix: 'none_' }
  await expect(listed(options)).rejects.toMatchObject({
    code: 'storage_unavailable',
    details: { reason: 'not_migrated' },
  })
})

it.each<[unknown, readonly string[]]>([
  [null, []],
  [{ after: 7 }, ['after']],
  [{ after: '\0' }, ['after']],
  [{ after: '\uD800' }, ['after']],
  [{ pageSize: 0 }, ['pageSize']],
  [{ pageSize: 10_001 }, ['pageSize']],
  [{ pageSize: 1.5 }, ['pageSize']],
  [{ pageSize: '5' }, ['pageSize']],
  [{ before: 'a' }, ['before']],
])('bookIds refuses %j at once', (where, path) => {
  const { options } = migratedSqlite()
  expect(() => bookIds(options, where as never)).toThrow(
    expect.objectContaining({
      code: 'invalid_input',
      details: { issues: [expect.objectContaining({ path })] },
    }),
  )
})

it('bookIds takes any value for its options or refuses it as invalid_input', async () => {
  const { options } = migratedSqlite()
  const fields = fc.record({ after: anyValueArbitrary(), pageSize: anyValueArbitrary() })
  const law = fc.asyncProperty(fc.oneof(anyValueArbitrary(), fields), async (make) => {
    const where = typeof make === 'function' ? make() : { after: make.after(), pageSize: make.pageSize() }
    try {
      await listed(options, where as never)
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_input' })
    }
  })
  await fc.assert(law)
})
