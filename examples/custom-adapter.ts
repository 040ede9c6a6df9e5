// A storage adapter of your own: each book is a JSON file. It takes a lock, loads the book, lets BookState do the work,
// and saves atomically. Then it proves itself on the conformance suite.
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import {
  BookState,
  BudgetBookError,
  describeChanges,
  isBudgetBookError,
  type AbortSignalLike,
  type BookSnapshot,
  type CommitNotice,
  type CommitOptions,
  type Committed,
  type StorageAdapter,
} from 'budgetbook'
import { adapterConformance } from 'budgetbook/testing'

type Listener = (notice: CommitNotice) => void
type Told = Pick<CommitNotice, 'months' | 'changes'>

const everything: Told = { months: 'all', changes: 'unknown' }

/** Keeps books as files of a folder on a local disk, for any number of processes. */
function createFileAdapter(folder: string): StorageAdapter {
  const listeners = new Map<string, Set<Listener>>()
  let closed = false

  // Hashed, because a book's id may be longer than a file's name, and differ from another's by case alone.
  const fileOf = (bookId: string): string => {
    if (closed) throw new BudgetBookError('closed', 'The adapter was closed', {})
    return join(folder, `${createHash('sha256').update(bookId).digest('hex')}.json`)
  }
  const tell = (bookId: string, notice: CommitNotice): void => {
    for (const listener of listeners.get(bookId) ?? []) {
      try {
        listener(notice)
      } catch (error) {
        console.error(error) // the commit stands, and others want to hear of it
      }
    }
  }
  const commit = async (
    bookId: string,
    { operation, source, signal }: CommitOptions,
    work: (state: BookState) => { readonly committed: Committed; readonly told: Told },
  ): Promise<Committed> => {
    const file = fileOf(bookId)
    const { committed, told } = await locked(file, signal, async () => {
      const state = await load(file, bookId, signal)
      const done = work(state)
      if (!done.committed.replayed) await save(file, state, bookId, operation?.id ?? null)
      return done
    })
    const isNews = !committed.replayed && told.changes.length > 0
    if (isNews) tell(bookId, { source, operationId: operation?.id ?? null, ...told })
    return committed
  }

  return {
    open: async () => {
      if (closed) throw new BudgetBookError('closed', 'The adapter was closed', {})
      await mkdir(folder, { recursive: true })
      // Every process that reads the folder can get at the books, and the lock keeps all of them apart.
      return { reach: 'database', isolation: 'database', durability: 'disk' }
    },
    read: async (bookId, scope, options) => (await load(fileOf(bookId), bookId, options?.signal)).read(scope),
    page: async (bookId, page, options) => (await load(fileOf(bookId), bookId, options?.signal)).page(page),
    readAll: async (bookId, options) =>
      (await load(fileOf(bookId), bookId, options?.signal)).snapshot().contents,
    transact: (bookId, scope, decide, options) =>
      commit(bookId, options, (state) => {
        let told = everything
        const committed = state.transact(
          scope,
          (view) => {
            const decision = decide(view)
            told = describeChanges(view, decision.changes)
            return decision
          },
          options,
        )
        return { committed, told }
      }),
    replace: (bookId, rebuild, options) =>
      commit(bookId, options, (state) => ({ committed: state.replace(rebuild, options), told: everything })),
    deleteBook: async (bookId) => {
      const file = fileOf(bookId)
      await locked(file, undefined, () => rm(file, { force: true }))
      tell(bookId, { source: null, operationId: null, ...everything })
    },
    subscribe: (bookId, listener) => {
      const entry: Listener = (notice) => listener(notice)
      const ofBook = listeners.get(bookId) ?? new Set()
      listeners.set(bookId, ofBook.add(entry))
      return () => void ofBook.delete(entry)
    },
    close: async () => {
      closed = true
      listeners.clear()
    },
  }
}

/** Reads a book; a file that cannot be read is left as it is. */
async function load(
  location: string,
  bookId: string,
  signal: AbortSignalLike | undefined,
): Promise<BookState> {
  throwIfAborted(signal)
  const text = await readFile(location, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  })
  if (text === null) return new BookState()
  try {
    const { version, snapshot } = JSON.parse(text) as { version: number; snapshot: BookSnapshot }
    if (version > 1) {
      const details = { location, found: String(version), supported: '1' }
      throw new BudgetBookError('storage_future_version', `${location} is of a newer version`, details)
    }
    return new BookState(snapshot)
  } catch (cause) {
    if (isBudgetBookError(cause, 'storage_future_version')) throw cause
    const details = { bookId, location, reason: String(cause) }
    throw new BudgetBookError('storage_corrupt', `${location} cannot be read`, details, { cause })
  }
}

/** Writes beside the file, waits for the disk, and renames: whoever reads sees the old book or the new one. */
async function save(
  file: string,
  state: BookState,
  bookId: string,
  operationId: string | null,
): Promise<void> {
  const beside = `${file}.new`
  try {
    await writeAndSync(beside, JSON.stringify({ version: 1, snapshot: state.snapshot() }))
    await rename(beside, file)
  } catch (cause) {
    await rm(beside, { force: true })
    if (codeOf(cause) !== 'ENOSPC') throw cause
    throw new BudgetBookError(
      'quota_exceeded',
      'The disk is full; nothing was changed',
      { bookId },
      { cause },
    )
  }
  const folder = await open(join(file, '..'))
  try {
    await folder.sync() // the rename itself
  } catch (cause) {
    throw new BudgetBookError('outcome_unknown', 'The disk did not confirm', { operationId }, { cause })
  } finally {
    await folder.close()
  }
}

async function writeAndSync(path: string, text: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Runs `work` while nobody else holds the book's lock: a file that only one can create. A process that dies leaves its
 * lock behind, and nobody breaks it: two who found it stale at once would both go ahead. The error says what to delete.
 */
async function locked<Result>(
  file: string,
  signal: AbortSignalLike | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = `${file}.lock`
  for (let attempt = 0; !(await tryToCreate(lock)); attempt++) {
    throwIfAborted(signal)
    if (attempt === 500) {
      const message = `${lock} is in the way. If no process is at work, one has died: delete that file`
      throw new BudgetBookError('conflict', message, { reason: 'retries_exhausted' })
    }
    await setTimeout(10 + Math.random() * 20)
  }
  try {
    return await work()
  } finally {
    // What was done stands. Where this fails, the next one says what is in the way.
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

function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted)
    throw new BudgetBookError('aborted', 'Nothing was written', {}, { cause: signal.reason })
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
