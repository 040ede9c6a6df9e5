// A server whose database has deleted books that are not finished.
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { openBudgetBook } from 'budgetbook'
import { readConfiguration } from '../../../../examples/server/configuration.js'
import { openDatabase } from '../../../../examples/server/database/database.js'
import { startServer } from '../../../../examples/server/start.js'
import { temporaryFolder } from '../../../support/sql/databases.js'

/** A file with deleted books. The first still has something in it. */
async function fileWithDeleted(count: number) {
  const folder = await temporaryFolder()
  onTestFinished(folder.remove)
  const file = join(folder.path, 'books.db')
  const configuration = readConfiguration({
    PORT: '0',
    DATABASE_FILE: file,
    TOKEN_SECRET: randomBytes(32).toString('hex'),
  })
  const { db, storage, close } = await openDatabase(configuration, () => undefined)
  const ids = Array.from({ length: count }, () => randomUUID()).toSorted()
  const rows = ids.map((id) => ({ id, name: 'Trip', deleted_at: 1, emptied_at: null }))
  for (let at = 0; at < count; at += 1_000)
    await db
      .insertInto('app_books')
      .values(rows.slice(at, at + 1_000))
      .execute()
  const book = await openBudgetBook({ storage, bookId: `shared:${ids[0]}` })
  await book.categories.create({ name: 'Travel' })
  await close()
  const raw = new DatabaseSync(file)
  onTestFinished(() => raw.close())
  return { configuration, ids, raw }
}

it('starts with a book that cannot be deleted, tells of it, and finishes the others', async () => {
  const { configuration, ids, raw } = await fileWithDeleted(3)
  const [bad = ''] = ids
  raw.exec(`
    create trigger refuse before delete on budgetbook_categories when old.book_id = 'shared:${bad}'
    begin select raise(abort, 'refused'); end`)
  const failures: unknown[] = []
  const failed = (...told: unknown[]) => void failures.push(told)
  const server = await startServer(configuration, { answered: () => undefined, failed })
  const unfinished = (): unknown => raw.prepare('select id from app_books where emptied_at is null').all()
  await expect.poll(unfinished).toEqual([{ id: bad }])
  expect(failures).toEqual([[expect.any(Error), `shared:${bad}`]])
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  await server.stop()
})

it('does not wait for many of them, neither when it starts nor when it stops', async () => {
  const { configuration, raw } = await fileWithDeleted(20_000)
  const start = performance.now()
  const server = await startServer(configuration, { answered: () => undefined, failed: () => undefined })
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  await server.stop()
  // Deleting all of them takes much longer.
  expect(performance.now() - start).toBeLessThan(5_000)
  const { left } = raw.prepare('select count(*) as left from app_books where emptied_at is null').get() as {
    left: number
  }
  expect(left).toBeGreaterThan(0)
})
