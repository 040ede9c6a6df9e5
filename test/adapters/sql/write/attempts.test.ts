import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSqlAdapter } from 'budgetbook/sql'
import { untilDone } from '../../../../src/adapters/sql/write/attempts.js'
import { CallerCode } from '../../../../src/storage/kit/caller-code.js'
import { commit, inserting, theBook } from '../../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../../src/testing/conformance/entities.js'
import { driverError } from '../../../support/sql/failing-statements.js'
import { databases } from '../../../support/storages/two-clients.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  // No pauses between two attempts.
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1_000)

/** How many attempts are made if each takes some seconds and then fails. */
async function attemptsWith(error: Error, seconds: number): Promise<number> {
  let count = 0
  const done = untilDone({
    caller: new CallerCode(),
    attempt: async () => {
      count++
      pass(seconds)
      throw error
    },
    check: () => undefined,
    failure: (last) => last ?? new Error('enough'),
  })
  // The same end as after the last attempt.
  await expect(done).rejects.toThrow('enough')
  return count
}

/** How the drivers say that another connection has locked the file. */
const locked: Readonly<Record<string, Error>> = {
  'better-sqlite3': driverError('SQLITE_BUSY'),
  'better-sqlite3, in a snapshot': driverError('SQLITE_BUSY_SNAPSHOT'),
  'better-sqlite3, with a shared cache': driverError('SQLITE_LOCKED_SHAREDCACHE'),
  'node:sqlite': Object.assign(new Error('no'), { code: 'ERR_SQLITE_ERROR', errcode: 261 }),
  '@photostructure/sqlite': Object.assign(new Error('database is locked'), { code: 'ERR_SQLITE_ERROR' }),
}

describe.each(Object.entries(locked))('a locked file of SQLite, with %s,', (_, error) => {
  it.each([
    // A driver that waits stops the whole process meanwhile.
    [5, 2],
    [1, 10],
    [30, 1],
    // A driver that does not wait. The attempts end after about two seconds of pauses.
    [0, 60],
  ])('whose driver waits for %d seconds is tried %d times', async (seconds, count) => {
    expect(await attemptsWith(error, seconds)).toBe(count)
  })
})

it.each(['40001', '40P01', '55P03', '53300'])(
  'a busy PostgreSQL (%s) is tried 60 times, however long that takes',
  async (code) => {
    expect(await attemptsWith(driverError(code), 5)).toBe(60)
  },
)

it('another writer that was faster does not end the attempts, however long they take', async () => {
  let count = 0
  const result = await untilDone({
    caller: new CallerCode(),
    attempt: async () => {
      pass(5)
      return ++count === 50 ? 'done' : null
    },
    check: () => undefined,
    failure: () => new Error('enough'),
  })
  expect(result).toBe('done')
})

it.each(['commit', 'deleteBook', 'read'] as const)(
  '%s on a locked file is conflict: retries_exhausted after two attempts of five seconds',
  async (call) => {
    const { faulty, storage, options } = await databases.SQLite()
    const calls = {
      commit: async () => commit(storage, [inserting.category(makeCategory('late'))]),
      deleteBook: async () => storage.deleteBook(theBook),
      read: async () => storage.read(theBook, () => ({})),
    }
    await commit(createSqlAdapter(options), [inserting.category(makeCategory('early'))])
    let waits = 0
    const meanwhile = async () => {
      waits++
      pass(5)
    }
    // At the first statement of each attempt, because each attempt ends there.
    faulty.arm({ at: 1, when: 'before', error: driverError('SQLITE_BUSY'), meanwhile, times: 1_000 })
    await expect(calls[call]()).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'retries_exhausted' },
    })
    expect(waits).toBe(2)
    faulty.arm(null)
    expect((await storage.read(theBook, () => ({}))).categories.map(({ id }) => id)).toEqual(['early'])
  },
)
