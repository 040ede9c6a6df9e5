// Your own storage adapter: each book is a JSON file. The engine locks the file, loads the book, lets BookState do
// the work and saves the file atomically. defineAdapter does the rest. At the end, the conformance suite tests the
// adapter.
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { BudgetBookError, type StorageAdapter } from 'budgetbook'
import {
  BookState,
  defineAdapter,
  throwIfAborted,
  type BookSnapshot,
  type Call,
  type CommitCall,
  type Committed,
} from 'budgetbook/adapter'
import { adapterConformance } from 'budgetbook/testing'

/** Keeps books as files in a folder on a local disk, for any number of processes. */
function createFileAdapter(folder: string): StorageAdapter {
  // Hashed, because a book's id may be too long for a file name, and two ids may differ only by case.
  const fileOf = ({ bookId }: Call): string =>
    join(folder, `${createHash('sha256').update(bookId).digest('hex')}.json`)
  const state = async (call: Call): Promise<BookState> => load(fileOf(call), call)
  const commit = async (call: CommitCall, work: (book: BookState) => Committed): Promise<Committed> =>
    locked(fileOf(call), call, async () => {
      const book = await state(call)
      const committed = work(book)
      if (!committed.replayed) await save(fileOf(call), book, call)
      return committed
    })

  return defineAdapter({
    open: async () => {
      await mkdir(folder, { recursive: true })
      // Every process that reads the folder can reach the books, and the lock serializes all of them.
      return { reach: 'database', isolation: 'database', durability: 'disk' }
    },
    read: async (call, scope) => (await state(call)).read(scope),
    page: async (call, page) => (await state(call)).page(page),
    readAll: async (call) => (await state(call)).snapshot().contents,
    transact: (call, scope, decide) => commit(call, (book) => book.transact(scope, decide, call)),
    replace: (call, rebuild) => commit(call, (book) => book.replace(rebuild, call)),
    deleteBook: (call) => locked(fileOf(call), call, () => rm(fileOf(call), { force: true })),
    close: async () => undefined,
  })
}

/** Reads a book. A file that cannot be read stays as it is. */
async function load(location: string, { bookId, signal }: Call): Promise<BookState> {
  throwIfAborted(signal)
  const text = await readFile(location, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  })
  if (text === null) return new BookState()
  try {
    return new BookState(JSON.parse(text) as BookSnapshot)
  } catch (cause) {
    const details = { bookId, location, reason: String(cause) }
    throw new BudgetBookError('storage_corrupt', `${location} cannot be read`, details, { cause })
  }
}

/** Writes a second file, waits for the disk, and renames it, so a reader sees the old book or the new one. */
async function save(file: string, state: BookState, { bookId, operation }: CommitCall): Promise<void> {
  const beside = `${file}.new`
  try {
    await write(beside, JSON.stringify(state.snapshot()))
    await rename(beside, file)
  } catch (cause) {
    await rm(beside, { force: true })
    if (codeOf(cause) !== 'ENOSPC') throw cause
    throw new BudgetBookError('quota_exceeded', 'The disk is full', { bookId }, { cause })
  }
  const folder = await open(join(file, '..'))
  try {
    await folder.sync() // so that the rename is on the disk too
  } catch (cause) {
    const details = { operationId: operation?.id ?? null }
    throw new BudgetBookError('outcome_unknown', 'The disk did not confirm', details, { cause })
  } finally {
    await folder.close()
  }
}

async function write(path: string, text: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Runs `work` while nobody else holds the book's lock, which is a file that only one process can create. A process
 * that dies leaves its lock behind. No process removes another's lock, because two that find it stale would both go
 * ahead.
 */
async function locked<Result>(file: string, { signal }: Call, work: () => Promise<Result>): Promise<Result> {
  const lock = `${file}.lock`
  for (let attempt = 0; !(await tryToCreate(lock)); attempt++) {
    throwIfAborted(signal)
    if (attempt === 500) {
      const message = `${lock} is in the way. If no process is at work, delete that file`
      throw new BudgetBookError('conflict', message, { reason: 'retries_exhausted' })
    }
    await setTimeout(10 + Math.random() * 20)
  }
  try {
    return await work()
  } finally {
    // The work is done. If removing the lock fails, the next caller's error says which file is in the way.
    await rm(lock).catch(() => undefined)
  }
}

async function tryToCreate(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close()
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}

const cases = adapterConformance({
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'budgetbook-'))
    return {
      connect: async () => createFileAdapter(folder),
      dispose: () => rm(folder, { recursive: true }),
    }
  },
})
let passed = 0
for (const { name, run } of cases) {
  try {
    await run()
    passed++
  } catch (error) {
    process.exitCode = 1
    console.log(`${name}: ${String(error)}`)
  }
}
console.log(`${passed} of ${cases.length} cases passed`)
