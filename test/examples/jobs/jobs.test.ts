import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter, migrate, type SqlOptions } from 'budgetbook/sql'
import { bundledProgram } from '../../../scripts/programs.js'
import { root } from '../../support/snippets/snippets.js'
import { sqliteKysely, temporaryFolder } from '../../support/sql/databases.js'

// Each test starts several processes.
const timeout = 180_000

interface Run {
  readonly code: number | null
  readonly summary: unknown
  readonly stderr: string
}

/** Runs a job as a process, on a file of SQLite. */
async function runJob(name: string, file: string, ...options: readonly string[]): Promise<Run> {
  const program = await bundledProgram(join(root, `examples/server/jobs/${name}.ts`))
  const child = spawn(execPath, [program, ...options], {
    cwd: root,
    env: { PATH: process.env['PATH'], DATABASE_FILE: file },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ])
  return { code, summary: stdout === '' ? null : JSON.parse(stdout), stderr }
}

/** A file with books, `book-1` and so on, that have an expense each. */
async function fileWithBooks(
  count: number,
): Promise<{ readonly file: string; readonly options: SqlOptions }> {
  const folder = await temporaryFolder()
  const file = join(folder.path, 'books.db')
  const db = sqliteKysely(file, undefined, { journal_mode: 'wal' })
  onTestFinished(async () => {
    await db.destroy()
    await folder.remove()
  })
  const options = { db, dialect: 'sqlite' } as const
  await migrate(options)
  const storage = createSqlAdapter(options)
  for (let at = 1; at <= count; at++) {
    const now = () => new Date('2020-02-14')
    const book = await openBudgetBook({ storage, bookId: `book-${at}`, now, history: { keep: 'all' } })
    const { id: categoryId } = await book.categories.create({ name: 'Food' }, { operationId: 'food' })
    await book.expenses.record({ categoryId, amount: '10.00', date: '2020-02-14' })
    const expiresAt = '2020-02-15T00:00:00.000Z'
    await book.holds.place({ categoryId, amount: '1.00', date: '2020-02-14', expiresAt })
  }
  return { file, options }
}

it(
  'verify finds the damaged book, repair repairs it, and then verify finds nothing',
  async () => {
    const { file, options } = await fileWithBooks(6)
    const sound = { books: 6, wrong: 0, counts: { problems: 0 }, findings: [], last: 'book-6' }
    await sql`update budgetbook_totals set spent = '99.00' where book_id = 'book-3'`.execute(options.db)
    const found = await runJob('verify', file)
    expect(found).toMatchObject({ code: 1, summary: { books: 6, wrong: 1, counts: { problems: 1 } } })
    expect(found.summary).toMatchObject({
      findings: [{ bookId: 'book-3', reason: expect.stringContaining('99.00') }],
    })
    // What is before the damaged book is not looked at again.
    expect(await runJob('verify', file, '--after', 'book-3')).toMatchObject({
      code: 0,
      summary: { books: 3 },
    })

    const repaired = { ...sound, counts: { repaired: 1 } }
    expect(await runJob('repair', file)).toMatchObject({ code: 0, summary: repaired })
    expect(await runJob('verify', file)).toMatchObject({ code: 0, summary: sound })
  },
  timeout,
)

it(
  'repair ends with 1 where a person has to decide, and goes on with the other books',
  async () => {
    const { file, options } = await fileWithBooks(3)
    await sql`update budgetbook_categories set name = '' where book_id = 'book-1'`.execute(options.db)
    await sql`update budgetbook_books set version = '2.0' where book_id = 'book-2'`.execute(options.db)
    await sql`update budgetbook_totals set spent = '99.00' where book_id = 'book-3'`.execute(options.db)
    const { code, summary } = await runJob('repair', file)
    expect(code).toBe(1)
    expect(summary).toMatchObject({ books: 3, wrong: 2, counts: { repaired: 1 }, last: 'book-3' })
    expect(summary).toMatchObject({
      findings: [
        { bookId: 'book-1', location: expect.stringContaining('categories') },
        { bookId: 'book-2', reason: expect.stringContaining('storage_future_version') },
      ],
    })
  },
  timeout,
)

it(
  'a job goes on after a book that the database refuses',
  async () => {
    const { file, options } = await fileWithBooks(3)
    await sql`
      create trigger refuse before delete on budgetbook_holds when old.book_id = 'book-2'
      begin select raise(abort, 'refused'); end`.execute(options.db)
    const { code, summary } = await runJob('prune', file)
    expect(code).toBe(1)
    expect(summary).toMatchObject({ books: 3, wrong: 1, counts: { holds: 2 }, last: 'book-3' })
    expect(summary).toMatchObject({ findings: [{ bookId: 'book-2' }] })
  },
  timeout,
)

it(
  'counts from 0, also without a book',
  async () => {
    const { file } = await fileWithBooks(0)
    const none = { books: 0, wrong: 0, findings: [], last: null }
    const done = async (name: string) => (await runJob(name, file)).summary
    expect(await done('verify')).toEqual({ ...none, counts: { problems: 0 } })
    expect(await done('repair')).toEqual({ ...none, counts: { repaired: 0 } })
    expect(await done('prune')).toEqual({ ...none, counts: { operations: 0, history: 0, holds: 0 } })
  },
  timeout,
)

it(
  'prune removes what is too old, and says how much',
  async () => {
    const { file, options } = await fileWithBooks(3)
    await sql`update budgetbook_operations set recorded_at = '2020-02-14T00:00:00.000Z'`.execute(options.db)
    // Of each book three entries, the newest of which stays.
    const counts = { operations: 2, history: 4, holds: 2 }
    expect(await runJob('prune', file, '--after', 'book-1')).toMatchObject({
      code: 0,
      summary: { books: 2, counts },
    })
    const rest = { operations: 1, history: 2, holds: 1 }
    expect(await runJob('prune', file)).toMatchObject({
      code: 0,
      summary: { books: 3, wrong: 0, counts: rest },
    })
  },
  timeout,
)

it(
  'a job without its database, its tables or with an invalid option ends with 1 and says why',
  async () => {
    const { file, options } = await fileWithBooks(1)
    const missing = await runJob('verify', `${file}.gone`)
    expect(missing).toMatchObject({ code: 1, summary: null, stderr: expect.stringContaining('.gone') })
    const unknown = await runJob('verify', file, '--befor', 'x')
    expect(unknown).toMatchObject({ code: 1, summary: null, stderr: expect.stringContaining('--befor') })
    await sql`drop table budgetbook_books`.execute(options.db)
    expect(await runJob('prune', file)).toMatchObject({
      code: 1,
      summary: { books: 0, stopped: expect.stringContaining('storage_unavailable') },
    })
  },
  timeout,
)
