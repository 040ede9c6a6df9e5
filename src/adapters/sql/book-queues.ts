import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import { unlessAborted, type AbortSignalLike } from '../../lib/abort.js'
import { CallQueue } from '../../lib/queue.js'

/**
 * Lets the commits of one adapter to one book run one after the other: else each would hold a connection while it waits
 * for the lock that another has. A call that is aborted while it waits ends at once.
 */
export class BookQueues {
  readonly #queues = new Map<string, { readonly queue: CallQueue; waiting: number }>()

  async run<Result>(
    bookId: string,
    signal: AbortSignalLike | undefined,
    call: () => Promise<Result>,
  ): Promise<Result> {
    const entry = this.#queues.get(bookId) ?? { queue: new CallQueue(), waiting: 0 }
    this.#queues.set(bookId, entry)
    entry.waiting++
    let begin = (): void => undefined
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const result = entry.queue.run(async () => {
      begin()
      throwIfAborted(signal)
      return call()
    })
    const leave = (): void => {
      entry.waiting--
      if (entry.waiting === 0) this.#queues.delete(bookId)
    }
    result.then(leave, leave)
    try {
      await unlessAborted(signal, begun, () => undefined)
    } catch (error) {
      throwIfAborted(signal)
      throw error
    }
    return result
  }

  /** Resolves when all calls that were made have ended. */
  async idle(): Promise<void> {
    await Promise.all(Array.from(this.#queues.values(), async ({ queue }) => queue.idle()))
  }
}
