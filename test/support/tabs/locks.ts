import type { LockManagerLike } from '../../../src/adapters/local-storage/platform.js'
import { onAbort } from '../../../src/lib/abort.js'
import { Pipe, type Deliver } from './deliveries.js'

interface LockRequest {
  readonly tab: string
  readonly name: string
  readonly run: () => Promise<void>
}

/** `navigator.locks` of all tabs: first come, first served. Grants travel apart from the changes to the storage. */
export class TabLocks {
  readonly #deliver: Deliver
  readonly #queues = new Map<string, LockRequest[]>()
  readonly #dead = new Set<string>()

  constructor(deliver: Deliver) {
    this.#deliver = deliver
  }

  /** The lock manager of one tab. */
  of(tab: string): LockManagerLike {
    const asking = new Pipe<LockRequest>(`${tab} asks for a lock`, this.#deliver, (asked) =>
      this.#enqueue(asked),
    )
    return {
      request: async (name, { signal }, callback) =>
        new Promise((resolve, reject) => {
          const run = async (): Promise<void> => {
            const running = Promise.resolve(callback())
            await running.catch(() => undefined)
            resolve(running)
          }
          asking.send({ tab, name, run })
          // Whoever holds the lock keeps it; one who waits is passed over when the turn comes.
          onAbort(signal, () => reject(new Error('The request was aborted')))
        }),
    }
  }

  /** A tab is gone: what it holds is free, and what it has asked for is forgotten. */
  release(tab: string): void {
    this.#dead.add(tab)
    for (const [name, [holder, ...waiting]] of this.#queues) {
      const left = waiting.filter((request) => request.tab !== tab)
      if (holder?.tab === tab) {
        this.#queues.set(name, left)
        this.#grant(name)
      } else if (holder) this.#queues.set(name, [holder, ...left])
    }
  }

  #enqueue(request: LockRequest): void {
    const { tab, name } = request
    if (this.#dead.has(tab)) return
    const queue = this.#queues.get(name) ?? []
    this.#queues.set(name, [...queue, request])
    if (queue.length === 0) this.#grant(name)
  }

  /** The first in the queue holds the lock, though it may not have heard of it yet. */
  #grant(name: string): void {
    const holder = this.#queues.get(name)?.[0]
    if (!holder) return
    this.#deliver(`${holder.tab} gets a lock`, () => {
      if (this.#dead.has(holder.tab)) return
      void holder.run().then(() => {
        if (this.#dead.has(holder.tab)) return
        this.#queues.set(name, (this.#queues.get(name) ?? []).slice(1))
        this.#grant(name)
      })
    })
  }
}
