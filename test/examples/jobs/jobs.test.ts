import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { DatabaseSync } from '@photostructure/sqlite'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { fileWithBooks, runJob, startJob } from './run-job.js'

// Each test starts several processes.
const timeout = 180_000

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
    await sql`update budgetbook_totals set spent = '99.00'`.execute(options.db)
    await sql`
      create trigger refuse before update on budgetbook_books when old.book_id = 'book-2'
      begin select raise(abort, 'refused'); end`.execute(options.db)
    const { code, summary } = await runJob('repair', file)
    expect(code).toBe(1)
    expect(summary).toMatchObject({ books: 3, wrong: 1, counts: { repaired: 2 }, last: 'book-3' })
    expect(summary).toMatchObject({ findings: [{ bookId: 'book-2' }] })
  },
  timeout,
)

it(
  'a job stops where others keep the file locked, says after which book, and finds nothing wrong with the books',
  async () => {
    const { file, options } = await fileWithBooks(3)
    await sql`update budgetbook_totals set spent = '99.00' where book_id <> 'book-1'`.execute(options.db)
    const other = new DatabaseSync(file)
    other.exec('begin immediate')
    const { code, summary, stderr } = await runJob('repair', file)
    other.exec('rollback')
    other.close()
    expect(code).toBe(1)
    const counts = { repaired: 0 }
    expect(summary).toMatchObject({ books: 1, wrong: 0, counts, findings: [], last: 'book-1' })
    expect(summary).toMatchObject({ stopped: expect.stringMatching(/^conflict: /) })
    expect(stderr).toContain("Stopped. To resume: --after 'book-1'\n")
    expect(await runJob('repair', file, '--after', 'book-1')).toMatchObject({
      code: 0,
      summary: { books: 2, wrong: 0, counts: { repaired: 2 }, last: 'book-3' },
    })
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
    expect(await done('prune')).toEqual({ counts: { operations: 0, history: 0, holds: 0 }, failed: {} })
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
    expect(await runJob('verify', file)).toMatchObject({
      code: 1,
      summary: { books: 0, stopped: expect.stringContaining('storage_unavailable') },
    })
  },
  timeout,
)

it(
  'a job reads the same variables as the server',
  async () => {
    const child = await startJob('verify', { DATABASE_CONNECTIONS: '0' })
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
    expect([code, stderr]).toEqual([1, 'DATABASE_CONNECTIONS must be at least 1, not 0\n'])
  },
  timeout,
)

it(
  'a job visits one book alone if it is asked to, and says where there is no such book',
  async () => {
    const { file, options } = await fileWithBooks(3)
    await sql`update budgetbook_totals set spent = '99.00' where book_id <> 'book-1'`.execute(options.db)
    const one = { books: 1, wrong: 0, counts: { repaired: 1 }, last: 'book-2' }
    expect(await runJob('repair', file, '--book', 'book-2')).toMatchObject({ code: 0, summary: one })
    expect(await runJob('verify', file, '--book', 'book-2')).toMatchObject({ code: 0, summary: { books: 1 } })
    expect(await runJob('verify', file, '--book', 'book-3')).toMatchObject({ code: 1, summary: { wrong: 1 } })
    expect(await runJob('verify', file, '--book', 'book-4')).toMatchObject({
      code: 1,
      summary: { books: 0, stopped: "There is no book 'book-4'" },
    })
    const both = await runJob('verify', file, '--book', 'book-2', '--after', 'book-1')
    expect(both).toEqual({ code: 1, summary: null, stderr: 'Say --after or --book, not both\n' })
  },
  timeout,
)

it(
  'a job says how it is used, without a database',
  async () => {
    for (const name of ['verify', 'repair', 'prune']) {
      const child = await startJob(name, { DATABASE_FILE: 'none.db' }, ['--help'])
      const [stdout, stderr, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'close') as Promise<[number | null]>,
      ])
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(new RegExp(`^Usage: ${name}\\.ts`))
      expect(stdout.includes('--book <book id>')).toBe(name !== 'prune')
    }
  },
  timeout,
)
