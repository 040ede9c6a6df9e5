import { describe, expect, it } from 'vitest'
import { createSqlAdapter, verify } from 'budgetbook/sql'
import { commit, theBook } from '../../../../src/testing/conformance/commits.js'
import {
  appending,
  makeEntry,
  readHistory,
} from '../../../../src/testing/conformance/topics/history/entries.js'
import { dialects, migrated, run } from './tables.js'

const megabyte = 1_048_576

describe.each(dialects)('large entries, in %s', (dialect) => {
  it('are read up to the one that reaches 16 MB, one at least', async () => {
    const options = await migrated(dialect)
    const adapter = createSqlAdapter(options)
    const sizes = { a: 1, b: 17, c: 9, d: 8, e: 0, f: 20 }
    for (const [id, size] of Object.entries(sizes)) {
      const after = { name: 'é'.repeat((size * megabyte) / 2) }
      const changes = [{ type: 'category', id, before: null, after } as const]
      await commit(adapter, [], { bookId: theBook, ...appending(makeEntry(id, { changes })) })
    }
    const idsOf = async (query: { limit?: number; before?: number }) =>
      (await readHistory(adapter, query)).map(({ entry }) => entry.id).join('')
    expect(await idsOf({})).toBe('f')
    expect(await idsOf({ before: 6 })).toBe('edc')
    expect(await idsOf({ before: 6, limit: 2 })).toBe('ed')
    expect(await idsOf({ before: 3 })).toBe('b')
    expect(await idsOf({ before: 2 })).toBe('a')
    expect(await idsOf({ before: 1 })).toBe('')
    // It goes on after a short page, up to the last entry.
    expect(await verify(options, theBook)).toEqual([])
    await run(options, `update #history set entry = '[7]' where id in ('a', 'f')`)
    expect((await verify(options, theBook)).map(({ location }) => location)).toEqual([
      'history["book","1"]',
      'history["book","6"]',
    ])
  })
})
