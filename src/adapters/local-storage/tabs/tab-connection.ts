import { BudgetBookError } from '../../../errors/error.js'
import { throwIfAborted } from '../../../errors/throw-if-aborted.js'
import type { StorageReach } from '../../../errors/details.js'
import { unlessAborted, type AbortSignalLike } from '../../../lib/abort.js'
import { pause } from '../../../lib/pause.js'
import {
  pageOf,
  type LockManagerLike,
  type PageLike,
  type RuntimeGlobals,
  type StorageLike,
} from '../platform.js'
import { provenBarrier, type TabBarrier } from './tab-barrier.js'
import { underLock } from './under-lock.js'

// The lock is held for half a minute: what takes longer to reach the other tabs is stuck in the browser.
const patientAttempts = 15

const maxFailures = 5

// Without the barrier nothing says when the events of other tabs have arrived. They take a few milliseconds.
const patienceWithoutBarrier = 50

/** What an adapter was given for its tab. */
export interface GivenTab {
  readonly storage?: StorageLike | undefined
  readonly locks?: LockManagerLike | null | undefined
  /** For how long to wait for a lock, in milliseconds. */
  readonly lockTimeout: number
}

/** A piece of work that only one writer may do at a time. */
export interface LoneWork {
  /** Whoever works under the same name waits. */
  readonly lockName: string
  readonly operationId: string | null
  /** Ends the wait. */
  readonly signal: AbortSignalLike | undefined
}

/** How an adapter gets at the storage, and gets along with the other tabs that do. */
export class TabConnection {
  readonly #globals: RuntimeGlobals
  readonly #given: GivenTab
  readonly #prefix: string
  #storage: StorageLike | null = null
  #failures = 0
  #barrier: Promise<TabBarrier | null> | null = null

  constructor(globals: RuntimeGlobals, given: GivenTab, prefix: string) {
    this.#globals = globals
    this.#given = given
    this.#prefix = prefix
  }

  /** The storage; looked up at the first use, so that importing and creating are safe on a server. */
  storage(): StorageLike {
    return (this.#storage ??= findStorage(this.#globals, this.#given.storage))
  }

  /** Which writers are kept apart: those of all tabs only where that was seen to work. */
  async isolation(): Promise<StorageReach> {
    this.storage()
    return (await this.#provenBarrier()) ? 'origin' : 'instance'
  }

  /** Runs work as the only writer, on what is up to date; it ends once every other writer will see what it did. */
  async alone<Result>({ lockName, operationId, signal }: LoneWork, work: () => Result): Promise<Result> {
    const barrier = await unlessAborted(signal, this.#provenBarrier(), ignore).catch((error: unknown) => {
      throwIfAborted(signal)
      throw error
    })
    return this.#underLock(lockName, signal, async () => {
      await barrier?.pass(patientAttempts).catch(refuse)
      let result: Result
      try {
        result = work()
      } catch (error) {
        // What a failed commit took back is a change too: the next writer must not overtake it.
        await barrier?.pass(patientAttempts).catch(() => undefined)
        throw error
      }
      await barrier?.pass(patientAttempts).catch((cause: unknown) => {
        throw new BudgetBookError(
          'outcome_unknown',
          'The change was written, but the browser did not confirm that other tabs can see it. Repeat the call with the same operationId, or read the book first',
          { operationId },
          { cause },
        )
      })
      return result
    })
  }

  /** Resolves when whatever other tabs had written before was seen here, and heard of. */
  async catchUp(): Promise<void> {
    const barrier = await this.#provenBarrier()
    await (barrier ? barrier.pass(1).catch(ignore) : pause(patienceWithoutBarrier))
  }

  close(): void {
    void this.#barrier?.then((barrier) => barrier?.close())
  }

  /** The page, where the storage is its own: only that one has other tabs, and events from them. */
  page(): PageLike | null {
    const page = pageOf(this.#globals)
    try {
      return page && this.storage() === this.#globals.localStorage ? page : null
    } catch {
      return null // denied: another storage was given, or the call that needs this one says so
    }
  }

  #locks(): LockManagerLike | null | undefined {
    return this.#given.locks === undefined ? this.#globals.navigator?.locks : this.#given.locks
  }

  async #underLock<Result>(
    name: string,
    signal: AbortSignalLike | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> {
    return underLock(this.#globals, this.#locks(), name, { timeout: this.#given.lockTimeout, signal }, work)
  }

  #provenBarrier(): Promise<TabBarrier | null> {
    return (this.#barrier ??= this.#proveBarrier())
  }

  async #proveBarrier(): Promise<TabBarrier | null> {
    const page = this.page()
    const key = `${this.#prefix}barrier`
    try {
      const locks = this.#locks()
      if (!page || !locks) return null
      return await this.#underLock(key, undefined, async () => provenBarrier(page, key))
    } catch {
      // What was in the way may be gone the next time, and other tabs rely on this one too; but each trial takes its time.
      if (++this.#failures < maxFailures) this.#barrier = null
      return null
    }
  }
}

function ignore(): void {
  // Somebody else waits for it, or it is not needed any more.
}

function refuse(cause: unknown): never {
  throw new BudgetBookError(
    'storage_unavailable',
    'The browser does not pass on changes between tabs. Nothing was written; reload the page',
    { reason: 'tabs_out_of_touch' },
    { cause },
  )
}

function findStorage(globals: RuntimeGlobals, given: StorageLike | undefined): StorageLike {
  let storage: StorageLike | undefined
  try {
    storage = given ?? globals.localStorage
  } catch (error) {
    throw unavailable(error) // the browser denies it, for a sandboxed frame or by the user's settings
  }
  if (!storage) throw unavailable(undefined)
  return storage
}

function unavailable(cause: unknown): Error {
  return new BudgetBookError(
    'storage_unavailable',
    'There is no localStorage here. Pass one as `storage`, or use another adapter',
    { reason: 'no_local_storage' },
    { cause },
  )
}
