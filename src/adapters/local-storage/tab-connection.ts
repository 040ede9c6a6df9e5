import { BudgetBookError } from '../../errors/error.js'
import type { StorageReach } from '../../errors/details.js'
import type { TellOfOthers } from '../../storage/kit/engine.js'
import {
  pageOf,
  type LockManagerLike,
  type PageLike,
  type RuntimeGlobals,
  type StorageLike,
} from './platform.js'
import { provenBarrier, type TabBarrier } from './tab-barrier.js'
import { hearOtherTabs } from './tab-notices.js'
import { underLock } from './under-lock.js'

// The lock is held for half a minute: what takes longer to reach the other tabs is stuck in the browser.
const patientAttempts = 15

const maxFailures = 5

interface Given {
  readonly storage?: StorageLike | undefined
  readonly locks?: LockManagerLike | null | undefined
}

/** How an adapter gets at the storage, and gets along with the other tabs that do. */
export class TabConnection {
  readonly #globals: RuntimeGlobals
  readonly #given: Given
  readonly #prefix: string
  #storage: StorageLike | null = null
  #failures = 0
  #barrier: Promise<TabBarrier | null> | null = null

  constructor(globals: RuntimeGlobals, given: Given, prefix: string) {
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
  async alone<Result>(name: string, work: () => Result, operationId: string | null): Promise<Result> {
    const barrier = await this.#provenBarrier()
    return underLock(this.#locks(), name, async () => {
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

  /** Begins to tell of other tabs' commits; the function that comes back ends it. */
  hearOthers(tell: TellOfOthers): () => void {
    const page = this.#page()
    return page ? hearOtherTabs(page, this.#prefix, tell) : () => undefined
  }

  close(): void {
    void this.#barrier?.then((barrier) => barrier?.close())
  }

  // Only the page's own storage has other tabs, and events from them.
  #page(): PageLike | null {
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

  #provenBarrier(): Promise<TabBarrier | null> {
    return (this.#barrier ??= this.#proveBarrier())
  }

  async #proveBarrier(): Promise<TabBarrier | null> {
    const page = this.#page()
    const key = `${this.#prefix}barrier`
    try {
      const locks = this.#locks()
      if (!page || !locks) return null
      return await underLock(locks, key, () => provenBarrier(page, key))
    } catch {
      // What was in the way may be gone the next time, and other tabs rely on this one too; but each trial takes its time.
      if (++this.#failures < maxFailures) this.#barrier = null
      return null
    }
  }
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
