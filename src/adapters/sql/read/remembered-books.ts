import { weightOf, type KnownBook } from './known-book.js'

/** How much an adapter remembers. */
export interface MemoryLimits {
  readonly books: number
  readonly rows: number
}

/**
 * Books as they were last read or written. A book is used only if the database says that it still has the same
 * revision, so this saves reading, and never decides anything. If it is full, it forgets the book that was used
 * longest ago.
 */
export class RememberedBooks {
  readonly #limits: MemoryLimits
  // A Map iterates in the order of insertion, so the book used longest ago comes first.
  readonly #books = new Map<string, { readonly known: KnownBook; readonly weight: number }>()
  #weight = 0

  constructor(limits: MemoryLimits) {
    this.#limits = limits
  }

  get(bookId: string): KnownBook | null {
    const entry = this.#books.get(bookId)
    if (!entry) return null
    this.#books.delete(bookId)
    this.#books.set(bookId, entry)
    return entry.known
  }

  set(bookId: string, known: KnownBook): void {
    this.forget(bookId)
    const weight = weightOf(known)
    // A book that alone is too large would push out all others, and then itself.
    if (weight > this.#limits.rows) return
    this.#books.set(bookId, { known, weight })
    this.#weight += weight
    for (const oldest of this.#books.keys()) {
      if (this.#books.size <= this.#limits.books && this.#weight <= this.#limits.rows) break
      this.forget(oldest)
    }
  }

  forget(bookId: string): void {
    this.#weight -= this.#books.get(bookId)?.weight ?? 0
    this.#books.delete(bookId)
  }
}
