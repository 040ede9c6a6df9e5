import { describe, expect, it } from 'vitest'
import type { StorageAdapter } from 'budgetbook'
import {
  commit,
  commitOptions,
  inserting,
  type CommitDetails,
} from '../../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../../src/testing/conformance/entities.js'
import {
  appending,
  makeEntry,
  readHistory,
} from '../../../../src/testing/conformance/topics/history/entries.js'
import { observe } from '../../../../src/testing/conformance/observations.js'
import { driverError } from '../../../support/sql/failing-statements.js'
import { databases } from '../../../support/storages/two-clients.js'

type Call = (adapter: StorageAdapter, id: string, details: CommitDetails) => Promise<unknown>

/** Calls that insert a category, and append an entry with its id. The book keeps three. */
const calls: Record<string, Call> = {
  transact: async (adapter, id, details) =>
    commit(adapter, [inserting.category(makeCategory(id))], { ...details, ...appending(makeEntry(id), 3) }),
  replace: async (adapter, id, { bookId = '', ...details }) =>
    adapter.replace(
      bookId,
      (contents) => ({
        contents: { ...contents, categories: [...contents.categories, makeCategory(id)] },
        receipt: {},
        ...appending(makeEntry(id), 3),
      }),
      commitOptions(details),
    ),
}

/** The categories, and the entries from the oldest on. */
async function stateOf(
  adapter: StorageAdapter,
  bookId: string,
): Promise<[categories: string, entries: string]> {
  const { categories } = await observe(adapter, bookId)
  const entries = await readHistory(adapter, {}, bookId)
  return [
    categories.map(({ id }) => id).join(''),
    entries
      .map(({ entry }) => entry.id)
      .reverse()
      .join(''),
  ]
}

async function setUp(name: keyof typeof databases) {
  const clients = await databases[name]()
  const { storage, bookId } = clients
  for (const id of 'abc') await calls['transact']?.(storage, id, { bookId })
  return clients
}

const done = ['abcd', 'bcd']
const undone = ['abc', 'abc']

const faults = [
  { when: 'before', code: undefined },
  { when: 'after', code: undefined },
  { when: 'before', code: '40P01' },
  { when: 'before', code: '53100' },
] as const
const cases = (Object.keys(databases) as (keyof typeof databases)[]).flatMap((database) =>
  Object.keys(calls).flatMap((name) => faults.map((fault) => ({ database, name, ...fault }))),
)

describe.each(cases)(
  'in $database, $name whose statement fails $when it is carried out ($code)',
  ({ database, name, when, code }) => {
    it.each([null, { id: 'named', fingerprint: 'f' }])(
      'changes the book and appends an entry, or neither; its operation: %o',
      async (operation) => {
        const call = calls[name]
        if (!call) throw new Error(name)
        const struck = new Set<string>()
        for (let at = 1; at < 40; at++) {
          const { storage, beside, bookId, faulty } = await setUp(database)
          faulty.arm({ at, when, error: driverError(code) })
          const failed = await call(storage, 'd', { bookId, operation }).then(
            () => null,
            (error: unknown) => error,
          )
          const statement = faulty.struck
          faulty.arm(null)
          const state = await stateOf(beside, bookId)
          expect(state, `statement ${at}: ${statement}`).toEqual(failed === null ? done : undone)
          if (statement === null) {
            const all = [...struck].join('\n')
            expect(all).toMatch(/insert into "\w*history"/)
            expect(all).toMatch(/delete from "\w*history"/)
            return
          }
          struck.add(statement)
          if (failed !== null || operation) await call(storage, 'd', { bookId, operation })
          expect(await stateOf(beside, bookId), `again after statement ${at}`).toEqual(done)
        }
        throw new Error('The call never came to its end')
      },
    )
  },
)
