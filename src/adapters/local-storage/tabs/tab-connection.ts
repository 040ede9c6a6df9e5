import { BudgetBookError } from '../../../errors/error.js'
import { throwIfAborted } from '../../../errors/throw-if-aborted.js'
import type { StorageReach } from '../../../errors/details.js'
import { unlessAborted, type AbortSignalLike } from '../../../lib/abort.js'
import { pause } from '../../../lib/time/pause.js'
import {
  pageOf,
  type LockManagerLike,
  type PageLike,
  type RuntimeGlobals,
  type StorageLike,
} from '../platform.js'
import { provenBarrier, type TabBarrier } from './tab-barrier.js'
import { underLock } from './under-lock.js'

// The lock is held for at most half a minute. A change that takes longer to reach other tabs is stuck in the browser.
const patientAttempts = 15

const maxFailures = 5

// Without the barrier, the adapter cannot know when the events of other tabs have arrived. They take a few
// milliseconds.
const patienceWithoutBarrier = 50

/** The options of an adapter that concern its tab. */
export interface GivenTab {
  readonly storage?: StorageLike | undefined
  readonly locks?: LockManagerLike | null | undefined
  /** How long to wait for a lock, in milliseconds. */
  readonly lockTimeout: number
}

/** Work that only one writer may do at a time. */
export interface LoneWork {
  /** Work with the same lock name waits. */
  readonly lockName: string
  readonly operationId: string | null
  /** Ends the wait. */
  readonly signal: AbortSignalLike | undefined
}

/** An adapter's access to the storage, in turns with the other tabs. */
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

  /** The storage. It is looked up at the first use, so that creating an adapter is safe on a server. */
  storage(): StorageLike {
    return (this.#storage ??= findStorage(this.#globals, this.#given.storage))
  }

  /** How far writers are serialized. It is `'origin'` only if the self-test worked. */
  async isolation(): Promise<StorageReach> {
    this.storage()
    return (await this.#provenBarrier()) ? 'origin' : 'instance'
  }

  /** Runs work as the only writer, on up-to-date data. Resolves once every other writer will see the result. */
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
        // A failed commit that was taken back is a change too, so the next writer must see it.
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

  /** Resolves when this tab has seen, and heard of, everything that other tabs had written before. */
  async catchUp(): Promise<void> {
    const barrier = await this.#provenBarrier()
    await (barrier ? barrier.pass(1).catch(ignore) : pause(patienceWithoutBarrier))
  }

  close(): void {
    void this.#barrier?.then((barrier) => barrier?.close())
  }

  /** The page, if the adapter uses the page's own `localStorage`: only that has other tabs and events from them. */
  page(): PageLike | null {
    const page = pageOf(this.#globals)
    try {
      return page && this.storage() === this.#globals.localStorage ? page : null
    } catch {
      return null // access is denied: either another storage was given, or the call that needs this one throws
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
      // The self-test may succeed next time, and other tabs rely on this one too. But each test takes time, so their
      // number is limited.
      if (++this.#failures < maxFailures) this.#barrier = null
      return null
    }
  }
}

function ignore(): void {
  // Another call waits for the result, or nobody needs it any more.
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
