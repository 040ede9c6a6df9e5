import type { Kysely, LogEvent } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  enforcePolicy,
  openBudgetBook,
  type BookEvent,
  type BudgetBook,
  type StorageAdapter,
} from 'budgetbook'
import { createSqlAdapter, migrate, repair, type SqlOptions, type SqlWatch } from 'budgetbook/sql'
import { sqliteKysely } from '../../../support/sql/databases.js'

const every = 250

/** A database of two processes: each has an adapter, and the one hears of the other. */
async function twoProcesses(watch: Partial<SqlWatch> = {}) {
  const questions: string[] = []
  const log = (event: LogEvent) => {
    if (event.query.sql.includes('where book_id in')) questions.push(event.query.sql)
  }
  const db = sqliteKysely(':memory:', log)
  const options: SqlOptions = { db, dialect: 'sqlite' }
  await migrate(options)
  const here = createSqlAdapter({ ...options, watch: { every, ...watch } })
  const there = createSqlAdapter(options)
  // A watch that is left would go on asking beside the tests of other files.
  onTestFinished(async () => {
    await here.close()
    await there.close()
    await db.destroy()
  })
  return { options, questions, here, there }
}

const open = async (storage: StorageAdapter, bookId = 'book'): Promise<BudgetBook> =>
  openBudgetBook({ storage, bookId, allocationPolicy: enforcePolicy() })

function heardBy(book: BudgetBook) {
  const heard: BookEvent[] = []
  const stop = book.subscribe((event) => heard.push(event))
  return { heard, stop }
}

const remote: BookEvent = { operationId: null, origin: 'remote', months: 'all', changes: 'unknown' }
const anInterval = async () => vi.advanceTimersByTimeAsync(every)

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('the commits of another process', () => {
  it('are heard within an interval, one event for all that came in it', async () => {
    const { here, there } = await twoProcesses()
    const [book, other] = [await open(here), await open(there)]
    const { heard } = heardBy(book)
    await anInterval()
    expect(heard).toEqual([])
    await other.categories.create({ name: 'Travel' })
    await other.categories.create({ name: 'Food' })
    await anInterval()
    expect(heard).toEqual([remote])
    await anInterval()
    expect(heard).toEqual([remote])
    expect((await book.categories.list()).map(({ name }) => name)).toEqual(['Travel', 'Food'])
  })

  it('are heard if they came before the listener, but after what the book last read', async () => {
    const { here, there } = await twoProcesses()
    const [book, other] = [await open(here), await open(there)]
    expect(await book.categories.list()).toEqual([])
    await other.categories.create({ name: 'Travel' })
    const { heard } = heardBy(book)
    await anInterval()
    expect(heard).toEqual([remote])
  })

  it('are heard by each listener of their own book only', async () => {
    const { here, there } = await twoProcesses()
    const ada = heardBy(await open(here, 'ada'))
    const bob = heardBy(await open(here, 'bob'))
    const again = heardBy(await open(here, 'bob'))
    await (await open(there, 'bob')).categories.create({ name: 'Travel' })
    await anInterval()
    expect([ada.heard, bob.heard, again.heard]).toEqual([[], [remote], [remote]])
  })

  it('are heard of a book that is removed, repaired, or imported', async () => {
    const { here, there, options } = await twoProcesses()
    const [book, other] = [await open(here), await open(there)]
    const { heard } = heardBy(book)
    await other.categories.create({ name: 'Travel' })
    await anInterval()
    await other.importBook(await other.exportBook())
    await anInterval()
    expect(heard.length).toBe(2)
    await repair(options, 'book') // nothing to repair, so no commit
    await anInterval()
    expect(heard.length).toBe(2)
    await there.deleteBook('book')
    await anInterval()
    expect(heard).toEqual([remote, remote, remote])
  })

  it('are not told twice if this process made them', async () => {
    const { here } = await twoProcesses()
    const book = await open(here)
    const { heard } = heardBy(book)
    await book.categories.create({ name: 'Travel' })
    await anInterval()
    await book.importBook(await book.exportBook())
    await here.deleteBook('book')
    await anInterval()
    await anInterval()
    expect(heard.map(({ origin }) => origin)).toEqual(['local', 'local', 'remote'])
  })

  it('are heard again after the database did not answer', async () => {
    const { here, there, options } = await twoProcesses()
    const [book, other] = [await open(here), await open(there)]
    const { heard } = heardBy(book)
    await options.db.schema.alterTable('budgetbook_books').renameTo('elsewhere').execute()
    await anInterval()
    await options.db.schema.alterTable('elsewhere').renameTo('budgetbook_books').execute()
    await other.categories.create({ name: 'Travel' })
    await anInterval()
    expect(heard).toEqual([remote])
  })

  it('are heard of more books than one statement asks for', async () => {
    const { here, there, questions } = await twoProcesses()
    const books = await Promise.all(
      Array.from({ length: 1_201 }, async (_, index) => heardBy(await open(here, `book ${index}`))),
    )
    await (await open(there, 'book 1200')).categories.create({ name: 'Travel' })
    await anInterval()
    expect(books.map(({ heard }) => heard.length).reduce((sum, count) => sum + count)).toBe(1)
    expect(books[1_200]?.heard).toEqual([remote])
    const askedFor = () => questions.splice(0).map((question) => question.match(/\?/g)?.length)
    expect(askedFor()).toEqual([500, 500, 201])
    for (const { stop } of books.slice(500)) stop()
    await anInterval()
    expect(askedFor()).toEqual([500])
  })
})

describe('the database is asked', () => {
  it('only while there is a listener: not by a book that is open', async () => {
    const { here, questions } = await twoProcesses()
    const book = await open(here)
    await book.categories.create({ name: 'Travel' })
    await anInterval()
    await anInterval()
    expect([questions, vi.getTimerCount()]).toEqual([[], 0])
    const [one, other] = [heardBy(book), heardBy(book)]
    await anInterval()
    one.stop()
    await anInterval()
    expect(questions.length).toBe(2)
    other.stop()
    await anInterval()
    expect([questions.length, vi.getTimerCount()]).toEqual([2, 0])
  })

  it('not after the book or the adapter was closed', async () => {
    const { here, questions } = await twoProcesses()
    const [book, other] = [await open(here, 'one'), await open(here, 'other')]
    heardBy(book)
    heardBy(other)
    await book.close()
    await anInterval()
    expect(questions.at(-1)?.match(/\?/g)).toHaveLength(1)
    await here.close()
    const before = questions.length
    await anInterval()
    expect([questions.length, vi.getTimerCount()]).toEqual([before, 0])
  })

  it('by nobody who lists neither an interval nor a listener', async () => {
    const { there, questions } = await twoProcesses()
    heardBy(await open(there))
    await anInterval()
    expect([questions, vi.getTimerCount()]).toEqual([[], 0])
  })

  it('at once if something wakes it, from the first listener to the last', async () => {
    let isListening = false
    let wakeUp = (): void => undefined
    const { here, there, questions } = await twoProcesses({
      every: 1_000_000,
      wake: (poll) => {
        isListening = true
        wakeUp = poll
        return () => (isListening = false)
      },
    })
    const [book, other] = [await open(here), await open(there)]
    expect(isListening).toBe(false)
    const { heard, stop } = heardBy(book)
    expect(isListening).toBe(true)
    await other.categories.create({ name: 'Travel' })
    wakeUp()
    await vi.waitFor(() => expect(heard).toEqual([remote]))
    stop()
    expect(isListening).toBe(false)
    const before = questions.length
    wakeUp()
    await anInterval()
    expect(questions.length).toBe(before)
  })

  it.each<[string, () => never]>([
    [
      'throws',
      () => {
        throw new Error('no connection')
      },
    ],
    // The type forbids it, but JavaScript does not.
    ['rejects', () => Promise.reject(new Error('no connection')) as never],
  ])('in its interval although what should wake it %s', async (_, wake) => {
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { here, there } = await twoProcesses({ wake })
    const { heard } = heardBy(await open(here))
    await (await open(there)).categories.create({ name: 'Travel' })
    await anInterval()
    expect(heard).toEqual([remote])
    expect(reported).toHaveBeenCalledWith(expect.objectContaining({ message: 'no connection' }))
    reported.mockRestore()
  })
})

it.each([
  [{}, 'every'],
  [{ every: 249 }, 'every'],
  [{ every: 2_147_483_648 }, 'every'],
  [{ every: 250.5 }, 'every'],
  [{ every: '1000' }, 'every'],
  [{ every: 1_000, wake: 'notify' }, 'wake'],
  [{ every: 1_000, channel: 'x' }, 'channel'],
])('a watch of %j is refused', (watch, field) => {
  const options = { db: {} as Kysely<object>, dialect: 'sqlite', watch } as never
  expect(() => createSqlAdapter(options)).toThrow(
    expect.objectContaining({
      code: 'invalid_input',
      details: {
        issues: expect.arrayContaining([expect.objectContaining({ path: ['watch', field] })]) as unknown,
      },
    }),
  )
})
