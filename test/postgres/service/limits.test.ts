// How many shared books a user can own, and how many members a book can have, with two servers at once on a real PostgreSQL.
import { expect, it } from 'vitest'
import { finishDeletions } from '../../../examples/server/database/deletions.js'
import { startSharedApp, type SharedApp } from '../../http/isolation/shared-app.js'
import { raceRounds } from '../../support/settings.js'
import { useServer } from '../harness/use-server.js'

const { makeBooks } = useServer()

async function startTwo(env: Readonly<Record<string, string>> = {}) {
  const { host, port, user, database } = (await makeBooks()).connection
  const both = {
    DATABASE_URL: `postgres://${user}@${host}:${port}/${database}`,
    TOKEN_SECRET: 's'.repeat(32),
    BOOKS_PER_USER: '2',
    MEMBERS_PER_BOOK: '2',
    ...env,
  }
  return [await startSharedApp(both), await startSharedApp(both)] as const
}

const make = async ({ ask }: SharedApp, user = 'ada') =>
  ask('POST', '/books', { user, body: { name: 'Household' } })

const sorted = (answers: readonly { readonly status: number }[]) =>
  answers.map(({ status }) => status).sort((a, b) => a - b)

it('one user owns no more, whether they make books or accept them, at both servers at once', async () => {
  const [first, second] = await startTwo()
  await make(first)
  for (let round = 0; round < raceRounds; round++) {
    const offered = (await make(second, 'bob')).json.data.id as string
    const path = `/books/${offered}`
    await second.ask('PUT', `${path}/members/ada`, { user: 'bob', body: { role: 'owner' } })
    const answers = await Promise.all([make(first), make(second), second.ask('POST', `${path}/accept`)])
    const statuses = sorted(answers)
    expect([
      [200, 409, 409],
      [201, 409, 409],
    ]).toContainEqual(statuses)
    for (const { status, json } of answers)
      if (status === 201) await first.ask('DELETE', `/books/${json.data.id}`)
    await second.ask('DELETE', path, { user: 'bob' })
  }
})

it('a book has no more members, with two invited at once', async () => {
  const [first, second] = await startTwo()
  const path = `/books/${(await make(first)).json.data.id}/members`
  const invite = async ({ ask }: SharedApp, user: string) =>
    ask('PUT', `${path}/${user}`, { body: { role: 'viewer' } })
  for (let round = 0; round < raceRounds; round++) {
    const answers = await Promise.all([invite(first, 'bob'), invite(second, 'carol')])
    expect(sorted(answers)).toEqual([200, 409])
    await first.ask('DELETE', `${path}/${answers[0].status === 200 ? 'bob' : 'carol'}`)
  }
})

it('deleted books are finished once, by two servers at once', async () => {
  const [first, second] = await startTwo({ BOOKS_PER_USER: '99' })
  const ids: string[] = []
  for (let count = 0; count < 20; count++) ids.push((await make(first)).json.data.id as string)
  await Promise.all(ids.map(async (id) => first.ask('DELETE', `/books/${id}`)))
  const asked: string[] = []
  const failed: Error[] = []
  const finish = async ({ db, storage }: SharedApp) => {
    const deleteBook = async (bookId: string) => {
      asked.push(bookId)
      await storage.deleteBook(bookId)
    }
    const finishing = {
      db,
      storage: { ...storage, deleteBook },
      delay: -1,
      failed: (error: Error) => void failed.push(error),
    }
    await finishDeletions(finishing, () => false)
  }
  await Promise.all([finish(first), finish(second)])
  expect(new Set(asked)).toEqual(new Set(ids.map((id) => `shared:${id}`)))
  const before = asked.length
  await Promise.all([finish(first), finish(second)])
  expect([asked.length, failed]).toEqual([before, []])
  const left = await first.db.selectFrom('app_books').select('name').where('emptied_at', 'is', null).execute()
  expect(left).toEqual([])
})
