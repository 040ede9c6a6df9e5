import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import { unlessAborted, type AbortSignalLike } from '../../lib/abort.js'

/**
 * Runs writes with the same key one after the other, and writes with different keys side by side. A write that is
 * aborted while it waits ends at once and never begins.
 */
export class BookQueues {
  /** For each key with writes, the last one. */
  readonly #last = new Map<string, Turn>()

  run<Result>(
    key: string,
    signal: AbortSignalLike | undefined,
    write: () => Promise<Result>,
  ): Promise<Result> {
    const before = this.#last.get(key)
    const turn = new Turn()
    this.#last.set(key, turn)
    const result = this.#take({ key, turn, before }, signal, write)
    return before && signal ? unlessItWaits(result, signal, before.ended) : result
  }

  /** Resolves when all queued writes have ended. */
  async idle(): Promise<void> {
    await Promise.all(Array.from(this.#last.values(), async ({ ended }) => ended))
  }

  async #take<Result>(
    { key, turn, before }: { readonly key: string; readonly turn: Turn; readonly before: Turn | undefined },
    signal: AbortSignalLike | undefined,
    write: () => Promise<Result>,
  ): Promise<Result> {
    try {
      // Never starts within the caller's own turn: the caller may be a `decide` function that calls again.
      await before?.ended
      throwIfAborted(signal)
      return await write()
    } finally {
      if (this.#last.get(key) === turn) this.#last.delete(key)
      turn.end()
    }
  }
}

/** A write that waits or runs. Its end is a promise only if another one waits for it, which is rare. */
class Turn {
  #ended: Promise<void> | null = null
  #tell: () => void = ignore

  get ended(): Promise<void> {
    return (this.#ended ??= new Promise((resolve) => {
      this.#tell = resolve
    }))
  }

  end(): void {
    this.#tell()
  }
}

/** The result of a write that waits for its turn. It ends at once if it is aborted before its turn. */
async function unlessItWaits<Result>(
  result: Promise<Result>,
  signal: AbortSignalLike,
  turn: Promise<void>,
): Promise<Result> {
  // A write that ends early has no use for the result, nor for its error.
  result.catch(ignore)
  try {
    await unlessAborted(signal, turn, ignore)
  } catch (error) {
    throwIfAborted(signal)
    throw error
  }
  return result
}

function ignore(): void {
  // The caller of the write already has its result or its error.
}
