// The job that removes what is too old from all books.
import { once } from 'node:events'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { SqlOptions } from 'budgetbook/sql'
import { fileWithBooks, runJob, startJob } from './run-job.js'

// Each test starts several processes.
const timeout = 180_000

const old = '2020-02-14T00:00:00.000Z'

/** A file with books that have something of each kind to remove. Of three entries of the history, the newest stays. */
async function fileWithOldBooks(count: number) {
  const { file, options } = await fileWithBooks(count)
  await sql`update budgetbook_operations set recorded_at = ${old}`.execute(options.db)
  return { file, options }
}

async function rowsOf({ db }: SqlOptions) {
  const { rows } = await sql<{ operations: number; history: number; holds: number }>`
    select (select count(*) from budgetbook_operations) as operations,
      (select count(*) from budgetbook_history) as history,
      (select count(*) from budgetbook_holds) as holds`.execute(db)
  return rows[0]!
}

it(
  'removes what is too old from every book, and says how much of each kind',
  async () => {
    const { file, options } = await fileWithOldBooks(3)
    const counts = { operations: 3, history: 6, holds: 3 }
    expect(await runJob('prune', file)).toEqual({
      code: 0,
      summary: { counts, failed: {} },
      stderr: 'operations: 3 removed\nhistory: 6 removed\nholds: 3 removed\n',
    })
    expect(await rowsOf(options)).toEqual({ operations: 0, history: 3, holds: 0 })
    const none = { operations: 0, history: 0, holds: 0 }
    expect(await runJob('prune', file)).toMatchObject({ code: 0, summary: { counts: none, failed: {} } })
  },
  timeout,
)

it(
  'removes the operations of a book whose row was lost',
  async () => {
    const { file, options } = await fileWithOldBooks(2)
    await sql`pragma foreign_keys = off`.execute(options.db)
    await sql`delete from budgetbook_books where book_id = 'book-1'`.execute(options.db)
    expect(await runJob('prune', file)).toMatchObject({ code: 0, summary: { counts: { operations: 2 } } })
    expect(await rowsOf(options)).toMatchObject({ operations: 0 })
  },
  timeout,
)

it(
  'goes on with the other kinds where the database refuses one, and ends with 1',
  async () => {
    const { file, options } = await fileWithOldBooks(2)
    await sql`
      create trigger refuse before delete on budgetbook_operations
      begin select raise(abort, 'refused'); end`.execute(options.db)
    const { code, summary } = await runJob('prune', file)
    expect([code, summary]).toEqual([
      1,
      {
        counts: { history: 4, holds: 2 },
        failed: { operations: expect.stringMatching(/^storage_unavailable: .*refused/) },
      },
    ])
  },
  timeout,
)

it(
  'a job that was killed in the middle and started again ends with the same rows',
  async () => {
    const { file, options } = await fileWithOldBooks(3)
    // So many that the job removes them in several pieces.
    await sql`
      with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 30000)
      insert into budgetbook_history (book_id, position, id, entry)
      select 'book-2', -n, 'old ' || n, json_object('at', ${old}) from numbers`.execute(options.db)
    const { history: before } = await rowsOf(options)
    // In the middle, a piece takes for ever.
    await sql`
      create trigger slow before delete on budgetbook_history when old.position = -15000
      begin select count(*) from budgetbook_history a, budgetbook_history b, budgetbook_history c; end`.execute(
      options.db,
    )
    const child = await startJob('prune', { DATABASE_FILE: file })
    const ended = once(child, 'close') as Promise<[number | null, string | null]>
    await expect.poll(async () => (await rowsOf(options)).history, { timeout: 60_000 }).toBeLessThan(before)
    child.kill('SIGKILL')
    expect(await ended).toEqual([null, 'SIGKILL'])
    await sql`drop trigger slow`.execute(options.db)
    expect(await rowsOf(options)).toMatchObject({ operations: 0, holds: 3 })
    expect(await runJob('prune', file)).toMatchObject({ code: 0, summary: { counts: { holds: 3 } } })
    expect(await rowsOf(options)).toEqual({ operations: 0, history: 3, holds: 0 })
  },
  timeout,
)

it(
  'takes no options, and ends with 1 without its tables',
  async () => {
    const { file, options } = await fileWithBooks(1)
    const option = await runJob('prune', file, '--after', 'book-1')
    expect(option).toMatchObject({ code: 1, summary: null, stderr: expect.stringContaining('--after') })
    for (const table of ['holds', 'history', 'operations'])
      await sql`drop table ${sql.table(`budgetbook_${table}`)}`.execute(options.db)
    const { code, summary } = await runJob('prune', file)
    expect([code, Object.keys((summary as { failed: object }).failed)]).toEqual([
      1,
      ['operations', 'history', 'holds'],
    ])
  },
  timeout,
)
