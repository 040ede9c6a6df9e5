import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import { unlessAborted, type AbortSignalLike } from '../../lib/abort.js'

/**
 * Runs writes with the same key one after the other, and writes with different keys side by side. A write that is
 * aborted while it waits ends at once and never begins.
 */
export class BookQueues {
  /** For each key with writes, the end of the last one. */
  readonly #last = new Map<string, Promise<void>>()

  async run<Result>(
    key: string,
    signal: AbortSignalLike | undefined,
    write: () => Promise<Result>,
  ): Promise<Result> {
    const before = this.#last.get(key)
    // Never starts within the caller's own turn: the caller may be a `decide` function that calls again.
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

  /** Resolves when all queued writes have ended. */
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
  // The caller of the write already has its result or its error.
}
