import { onAbort } from '../../lib/abort.js'
import { Refusal } from '../errors/refusal.js'
import type { Host } from '../options.js'

// While one waits for the storage, another is parsed. More at once would not end sooner, and would only take memory.
const atOnce = 2

/**
 * The long bodies of an API. A parsed body takes many times its size in memory. So only two are worked on at once, and
 * the others wait unparsed. A book may have only a few under way, so that no caller keeps the others waiting for long.
 */
export class LongBodies {
  readonly #perBook: number
  readonly #retryAfter: number
  readonly #underWay = new Map<string, number>()
  readonly #waiting = new Set<() => void>()
  #atWork = 0

  constructor({ importsPerBook, retryAfter }: Pick<Host, 'importsPerBook' | 'retryAfter'>) {
    this.#perBook = importsPerBook
    this.#retryAfter = retryAfter
  }

  /** Runs a function that reads and answers a long body; throws `too_many_imports` if the book has enough of them. */
  async admit<Result>(bookId: string, run: () => Promise<Result>): Promise<Result> {
    const count = this.#underWay.get(bookId) ?? 0
    if (count >= this.#perBook) throw tooMany(this.#perBook, this.#retryAfter)
    this.#underWay.set(bookId, count + 1)
    try {
      return await run()
    } finally {
      const left = (this.#underWay.get(bookId) ?? 1) - 1
      if (left === 0) this.#underWay.delete(bookId)
      else this.#underWay.set(bookId, left)
    }
  }

  /** Runs work on a body when one of the two slots is free. The client may go away while it waits. */
  async withSlot<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    if (this.#atWork < atOnce) this.#atWork++
    else await this.#turn(signal)
    try {
      return await work()
    } finally {
      this.#passOn()
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const begin = (): void => {
        this.#waiting.delete(begin)
        stopListening()
        resolve()
      }
      const stopListening = onAbort(signal, () => {
        this.#waiting.delete(begin)
        reject(
          new Refusal('aborted', 'The request was aborted; nothing was changed', { cause: signal.reason }),
        )
      })
      this.#waiting.add(begin)
    })
  }

  // The one that waits longest takes the place.
  #passOn(): void {
    const [begin] = this.#waiting
    if (begin) begin()
    else this.#atWork--
  }
}

function tooMany(maximum: number, retryAfter: number): Refusal {
  return new Refusal('too_many_imports', `At most ${maximum} imports of a book can be under way at once`, {
    details: { maximum },
    // Asked again at once, it would be refused again: an import takes a while.
    headers: { 'Retry-After': String(Math.max(1, retryAfter)) },
  })
}
