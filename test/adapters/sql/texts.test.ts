import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryAdapter } from 'budgetbook'
import { createSqlAdapter, verify, type SqlOptions } from 'budgetbook/sql'
import { commit, inserting } from '../../../src/testing/conformance/commits.js'
import { february, makeBudget, makeCategory, makeExpense } from '../../../src/testing/conformance/entities.js'
import { observe, readPage } from '../../../src/testing/conformance/observations.js'
import { migratedSqlite, pgliteOptions } from '../../support/sql/databases.js'

const fragment = fc.constantFrom(
  ...[
    "'",
    '"',
    ';',
    '--',
    '/*',
    '$1',
    '?',
    '%s',
    '\\',
    "'; drop table budgetbook_books; --",
    '\u0001',
    '\ufeff',
    '{"a":1}',
    'null',
  ],
)
const character = fc
  .integer({ min: 0, max: 16 })
  .chain((plane) =>
    fc.integer({ min: 1, max: 0xffff }).map((code) => String.fromCodePoint(plane * 0x1_0000 + code)),
  )
  .filter((one) => !/\p{Surrogate}/u.test(one))
const text = fc
  .array(fc.oneof(fragment, character), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''))
  // What a name may have at most.
  .filter((one) => Array.from(one).length <= 100)
const texts = fc.uniqueArray(text, { minLength: 1, maxLength: 6 })
const named = texts.filter((all) => all.every((one) => one.trim() === one && one !== ''))

const databases: Record<string, () => Promise<SqlOptions>> = {
  SQLite: async () => migratedSqlite().options,
  PGlite: pgliteOptions,
}

describe.each(Object.entries(databases))('text made of SQL and of every plane, in %s', (_, open) => {
  it('comes back as it went in, in the order of pages', async () => {
    const options = await open()
    const storage = createSqlAdapter(options)
    const memory = createMemoryAdapter()
    await fc.assert(
      fc.asyncProperty(text, named, texts, async (bookId, names, ids) => {
        const metadata = { [names[0] ?? '']: ids }
        const changes = [
          ...ids.map((id, at) =>
            inserting.category(makeCategory(id, { name: names[at] ?? `${at}`, metadata })),
          ),
          ...ids.map((id) => inserting.budget(makeBudget(id, id, february, '10.00', { metadata }))),
          ...ids.map((id) =>
            inserting.expense(
              makeExpense(id, id, '2026-02-10', '1.00', { description: ids.join(''), metadata }),
            ),
          ),
        ]
        for (const adapter of [storage, memory]) {
          await adapter.deleteBook(bookId)
          await commit(adapter, changes, {
            bookId,
            operation: { id: ids[0] ?? '', fingerprint: bookId },
            receipt: { ids },
          })
        }
        expect(await observe(storage, bookId)).toEqual(await observe(memory, bookId))
        expect(await readPage(storage, {}, bookId)).toEqual(await readPage(memory, {}, bookId))
        const [after] = (await readPage(memory, { limit: 1 }, bookId)).slice(-1)
        expect(await readPage(storage, { after }, bookId)).toEqual(await readPage(memory, { after }, bookId))
        expect(await verify(options, bookId)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it.each(['\0', 'a\0b', '\ud800', 'x\udfff'])(
    'that no database can hold is invalid_input, and nothing is written: %j',
    async (bad) => {
      const storage = createSqlAdapter(await open())
      await commit(storage, [inserting.category(makeCategory('food'))])
      const before = await observe(storage)
      for (const change of [
        inserting.category(makeCategory(bad, { name: 'other' })),
        inserting.expense(makeExpense('e', 'food', '2026-02-10', '1.00', { description: bad })),
        inserting.expense(makeExpense(bad, 'food', '2026-02-10', '1.00')),
      ]) {
        await expect(commit(storage, [change])).rejects.toMatchObject({
          code: 'invalid_input',
          details: { issues: [{ code: 'unsupported_text' }] },
        })
      }
      expect(await observe(storage)).toEqual(before)
    },
  )
})
