import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import { unlessAborted, type AbortSignalLike } from '../../lib/abort.js'

/**
 * Lets writes run one after the other where they have the same key, and side by side where they have not. A write that
 * is aborted while it waits ends at once, and is never begun.
 */
export class BookQueues {
  /** The end of the last write of each key that has any. */
  readonly #last = new Map<string, Promise<void>>()

  async run<Result>(
    key: string,
    signal: AbortSignalLike | undefined,
    write: () => Promise<Result>,
  ): Promise<Result> {
    const before = this.#last.get(key)
    // Never in the middle of the caller's own turn: it may be a decider that calls again.
    const result = (before ?? Promise.resolve()).then(async () => {
      throwIfAborted(signal)
      return write()
    })
    const end = result.then(ignore, ignore)
    this.#last.set(key, end)
    void end.then(() => {
      if (this.#last.get(key) === end) this.#last.delete(key)
    })
    if (before && signal) await endEarly(signal, before)
    return result
  }

  /** Resolves when all writes that were asked for have ended. */
  async idle(): Promise<void> {
    await Promise.all(this.#last.values())
  }
}

async function endEarly(signal: AbortSignalLike, turn: Promise<void>): Promise<void> {
  try {
    await unlessAborted(signal, turn, ignore)
  } catch (error) {
    throwIfAborted(signal)
    throw error
  }
}

function ignore(): void {
  // Whoever asked for the write has its result, or its error.
}
