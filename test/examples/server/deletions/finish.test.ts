// What becomes of a shared book that was deleted.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { deletionDelay, finishDeletions } from '../../../../examples/server/database/deletions.js'
import { asking, fillBook } from '../../../http/isolation/filled-book.js'
import { addMember } from '../../../http/isolation/add-member.js'
import { startSharedApp, type SharedApp } from '../../../http/isolation/shared-app.js'

const never = () => false
const delay = deletionDelay(60)

/** Makes a book under a key, and deletes it. */
async function makeAndDelete(app: SharedApp, key: string): Promise<string> {
  const made = await make(app, key)
  const id = made.json.data.id as string
  await asking(app, 'ada', id)('POST', '/api/budgets/create/', { body: { name: 'Travel' } })
  await app.ask('DELETE', `/books/${id}`)
  return id
}

const make = async ({ ask }: SharedApp, key: string) =>
  ask('POST', '/books', { body: { name: 'Trip' }, headers: { 'Idempotency-Key': key } })

const letTimePass = async ({ db }: SharedApp) =>
  db
    .updateTable('app_books')
    .set(({ eb }) => ({ deleted_at: eb('deleted_at', '-', delay + 1) }))
    .where('deleted_at', 'is not', null)
    .execute()

/** Finishes deletions, on a storage that tells which books it is asked to delete. */
function finishing({ db, storage }: SharedApp, deleteBook = async (_: string): Promise<void> => undefined) {
  const [asked, failed]: [string[], string[]] = [[], []]
  const watched = {
    ...storage,
    deleteBook: async (bookId: string) => {
      asked.push(bookId.replace('shared:', ''))
      await deleteBook(bookId)
      await storage.deleteBook(bookId)
    },
  }
  const note = (error: Error, bookId: string) => void failed.push(`${error.message} ${bookId}`)
  return {
    asked,
    failed,
    run: async (isStopped = never) =>
      finishDeletions({ db, storage: watched, delay, failed: note }, isStopped),
  }
}

describe('a shared book that was deleted', () => {
  it('is deleted once more when no request can write to it any more, and then never again', async () => {
    const app = await startSharedApp()
    const id = await makeAndDelete(app, 'trip')
    const bookId = `shared:${id}`
    const empty = await app.contentsOf(bookId)
    await fillBook(asking(app, 'ada'), { word: 'Late', amount: '1.00' })
    const written = await app.storage.readAll('user:ada')
    const late = { operation: null, source: 'late' }
    await app.storage.replace(bookId, () => ({ contents: written, receipt: {} }), late)
    const { asked, run } = finishing(app)
    await run()
    expect(asked).toEqual([])
    expect(await app.contentsOf(bookId)).not.toBe(empty)
    await letTimePass(app)
    for (let time = 0; time < 3; time++) await run()
    expect(asked).toEqual([id])
    expect(await app.contentsOf(bookId)).toBe(empty)
  })

  it('leaves a row without its name and its members, and its key makes no other book, however often it is asked for', async () => {
    const app = await startSharedApp()
    const id = (await make(app, 'trip')).json.data.id as string
    await addMember(app, id, 'bob', 'viewer')
    await app.ask('DELETE', `/books/${id}`)
    await letTimePass(app)
    await finishing(app).run()
    const row = { id, name: '', deleted_at: expect.any(Number), emptied_at: expect.any(Number) }
    expect(await app.db.selectFrom('app_books').selectAll().execute()).toEqual([row])
    expect(await app.db.selectFrom('app_members').selectAll().execute()).toEqual([])
    for (let time = 0; time < 2; time++) expect((await make(app, 'trip')).status).toBe(404)
  })

  it('is no danger to a book that is made under the same key while a slow process deletes it', async () => {
    const app = await startSharedApp()
    const ids = [await makeAndDelete(app, 'trip'), await makeAndDelete(app, 'other')]
    await letTimePass(app)
    const again: number[] = []
    const slow = finishing(app, async () => {
      await finishing(app).run()
      for (const key of ['trip', 'other']) again.push((await make(app, key)).status)
    })
    await slow.run()
    expect(new Set(again)).toEqual(new Set([404]))
    // The other process was faster with the second one.
    expect(ids.filter((id) => slow.asked.includes(id))).toHaveLength(1)
    expect((await app.ask('GET', '/books')).json.count).toBe(0)
  })

  it('and cannot be deleted holds up no other, is told with its id, and is tried again', async () => {
    const app = await startSharedApp()
    const ids = [
      await makeAndDelete(app, 'first'),
      await makeAndDelete(app, 'second'),
      await makeAndDelete(app, 'third'),
    ]
    await letTimePass(app)
    const [bad = ''] = ids
    const { run, asked, failed } = finishing(app, async (bookId) => {
      if (bookId === `shared:${bad}` && failed.length === 0) throw new Error('refused')
    })
    await run()
    expect([asked.toSorted(), failed]).toEqual([ids.toSorted(), [`refused shared:${bad}`]])
    await run()
    expect(asked.slice(3)).toEqual([bad])
    await run()
    expect(asked).toHaveLength(4)
  })

  it('is the last one that is deleted before the server stops', async () => {
    const app = await startSharedApp()
    for (const key of ['first', 'second', 'third']) await makeAndDelete(app, key)
    await letTimePass(app)
    const { run, asked } = finishing(app)
    await run(() => asked.length === 2)
    expect(asked).toHaveLength(2)
  })

  it('is found among many by an index that has only those that are not finished', async () => {
    const { db } = await startSharedApp()
    const { rows } = await sql<{ detail: string }>`explain query plan
      select id, deleted_at from app_books where deleted_at is not null and emptied_at is null
      and deleted_at <= 2 and deleted_at >= 1 and (deleted_at > 1 or id > 'x') order by deleted_at, id limit 1`.execute(
      db,
    )
    expect(rows.map(({ detail }) => detail)).toEqual([expect.stringContaining('INDEX app_books_unfinished')])
  })
})
