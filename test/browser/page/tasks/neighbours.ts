import {
  createLocalStorageAdapter,
  isBudgetBookError,
  openBudgetBook,
  type BudgetBook,
  type StorageAdapter,
} from '../../../../src/index.js'
import type { Place } from '../../place.js'
import { createAdapter } from '../adapters.js'

/** How a call ended: `done`, the code of its error, or the reason that the storage is unavailable. */
async function endOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: unknown) => {
      if (isBudgetBookError(error, 'storage_unavailable')) return error.details.reason
      return isBudgetBookError(error) ? error.code : String(error)
    },
  )
}

let held: { readonly book: BudgetBook; readonly storage: StorageAdapter } | undefined

/** Opens a book for good, and writes a category into it. */
async function keepOpen({ place, name }: { readonly place: Place; readonly name: string }): Promise<void> {
  const storage = createAdapter(place)
  held = { storage, book: await openBudgetBook({ storage }) }
  await held.book.categories.create({ name })
}

/** What the book that is kept open answers to a read and a write. */
async function useOpenBook(name: string): Promise<string[]> {
  const { categories } = held!.book
  return [await endOf(categories.list()), await endOf(categories.create({ name }))]
}

/** The names of the categories of the book that is kept open. */
async function namesInOpenBook(): Promise<string[]> {
  return (await held!.book.categories.list()).map(({ name }) => name)
}

/** Clears the storage of the origin, as an app may do when its user leaves. */
function clearStorage(): void {
  ;(globalThis as unknown as { readonly localStorage: { clear(): void } }).localStorage.clear()
}

/** Deletes the book by another adapter. */
async function deleteTheBook(place: Place): Promise<void> {
  await createAdapter(place).deleteBook('default')
}

/** Reads the open book until it is empty; gives how the reads ended, each way once. */
async function readUntilEmpty(): Promise<string[]> {
  const ends = new Set<string>()
  for (;;) {
    const reading = held!.book.categories.list()
    ends.add(await endOf(reading))
    if ((await reading.catch(() => [])).length === 0) return [...ends]
    await new Promise((resolve) => void setTimeout(resolve, 0))
  }
}

/** How two commits end that wait for a lock: one as long as it is told, and one until it is aborted. */
async function waitForLock({
  place: { name },
  bookId,
  lockTimeout,
}: {
  readonly place: Place
  readonly bookId: string
  readonly lockTimeout: number
}): Promise<{ readonly timedOut: string; readonly aborted: string; readonly keys: string[] }> {
  const open = async (timeout: number): Promise<BudgetBook> =>
    openBudgetBook({
      storage: createLocalStorageAdapter({ keyPrefix: `${name}:`, lockTimeout: timeout }),
      bookId,
    })
  const [impatient, patient] = [await open(lockTimeout), await open(100_000)]
  const controller = new AbortController()
  const waiting = endOf(patient.categories.create({ name: 'Travel' }, { signal: controller.signal }))
  const timedOut = await endOf(impatient.categories.create({ name: 'Food' }))
  controller.abort()
  const { localStorage } = globalThis as unknown as { readonly localStorage: object }
  return { timedOut, aborted: await waiting, keys: Object.keys(localStorage) }
}

/** What two books in this page, each on an adapter of its own, hear of a commit by each of them. */
async function hearEachOther(place: Place): Promise<string[][]> {
  const books = await Promise.all([0, 1].map(async () => openBudgetBook({ storage: createAdapter(place) })))
  const heard = books.map((book) => {
    const origins: string[] = []
    book.subscribe(({ origin, changes }) =>
      origins.push(`${origin} ${changes === 'unknown' ? '?' : changes[0]?.type}`),
    )
    return origins
  })
  for (const [at, book] of books.entries()) await book.categories.create({ name: `Category ${at}` })
  // Had anything been told of twice, it would have been by then.
  await new Promise((resolve) => void setTimeout(resolve, 200))
  return heard
}

export const neighbours = {
  keepOpen,
  useOpenBook,
  namesInOpenBook,
  clearStorage,
  deleteTheBook,
  readUntilEmpty,
  waitForLock,
  hearEachOther,
}
