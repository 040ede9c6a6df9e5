/**
 * Which books are watched. A book is watched from its first subscriber that asks for it until the last of them leaves.
 */
export class BookWatches {
  readonly #start: (bookId: string) => (() => void) | undefined
  readonly #byBook = new Map<string, { subscribers: number; readonly stop: (() => void) | undefined }>()

  /** @param start - Starts watching a book; returns what stops it. */
  constructor(start: (bookId: string) => (() => void) | undefined) {
    this.#start = start
  }

  /** Counts a subscriber. The returned function ends that, once. */
  begin(bookId: string): () => void {
    let watch = this.#byBook.get(bookId)
    if (!watch) this.#byBook.set(bookId, (watch = { subscribers: 0, stop: this.#start(bookId) }))
    const begun = watch
    begun.subscribers++
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      if (--begun.subscribers > 0 || this.#byBook.get(bookId) !== begun) return
      this.#byBook.delete(bookId)
      begun.stop?.()
    }
  }

  /** Stops all of them, however many subscribers there are. */
  endAll(): void {
    const watches = [...this.#byBook.values()]
    this.#byBook.clear()
    for (const { stop } of watches) stop?.()
  }
}
