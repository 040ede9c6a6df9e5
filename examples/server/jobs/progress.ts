/** Tells how far a job is, at most once a second. */
export class Progress {
  readonly #write: (line: string) => void
  readonly #start = performance.now()
  #told = performance.now()
  #books = 0

  constructor(write: (line: string) => void) {
    this.#write = write
  }

  /** A book is done, and so is every book before it. */
  done(bookId: string): void {
    this.#books += 1
    const now = performance.now()
    if (now - this.#told < 1_000) return
    this.#told = now
    const perSecond = Math.round((this.#books * 1_000) / (now - this.#start))
    this.#write(`${this.#books} books, ${perSecond} a second. To resume: --after ${quoted(bookId)}`)
  }
}

/** Text as an argument in a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
