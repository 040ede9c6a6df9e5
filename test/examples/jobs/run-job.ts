import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter, migrate, type SqlOptions } from 'budgetbook/sql'
import { bundledProgram } from '../../../scripts/programs.js'
import { root } from '../../support/snippets/snippets.js'
import { sqliteKysely, temporaryFolder } from '../../support/sql/databases.js'

/** What a job did. */
export interface Run {
  readonly code: number | null
  readonly summary: unknown
  readonly stderr: string
}

/** Starts a job as a process. */
export async function startJob(
  name: string,
  env: Readonly<Record<string, string>>,
  options: readonly string[] = [],
) {
  const program = await bundledProgram(join(root, `examples/server/jobs/${name}.ts`))
  return spawn(execPath, [program, ...options], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Runs a job as a process, on a file of SQLite. */
export async function runJob(name: string, file: string, ...options: readonly string[]): Promise<Run> {
  const child = await startJob(name, { DATABASE_FILE: file }, options)
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ])
  return { code, summary: stdout === '' ? null : JSON.parse(stdout), stderr }
}

/** A file with books, `book-1` and so on, that have an expense each. */
export async function fileWithBooks(
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
