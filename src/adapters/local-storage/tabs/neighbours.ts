import type { CommitNotice } from '../../../storage/adapter.js'
import type { TellOfOthers } from '../../../storage/kit/engine.js'
import { BookKeys } from '../book-keys.js'
import type { KnownBooks } from '../known-books.js'
import type { PageLike, StorageEventLike, StorageLike } from '../platform.js'
import { joinMates, matesOf, type PageMate } from './page-mates.js'
import { noticeOfEvent } from './tab-notices.js'

/**
 * The other writers to the same storage: adapters in other tabs, heard through storage events, and adapters in the
 * same page.
 */
export class Neighbours {
  readonly #self: PageMate
  readonly #known: KnownBooks
  #storage: StorageLike | null = null
  #tell: TellOfOthers | null = null
  #leave: (() => void) | null = null

  constructor(prefix: string, known: KnownBooks) {
    this.#known = known
    this.#self = {
      prefix,
      hear: (bookId, notice) => this.#tell?.(bookId, notice),
      forget: (bookId) => known.forget(new BookKeys(prefix, bookId).head),
    }
  }

  /** Starts listening. A second call does nothing. */
  join(storage: StorageLike, page: PageLike | null): void {
    if (this.#leave) return
    const hear = (event: StorageEventLike): void => this.#hear(event)
    page?.addEventListener('storage', hear)
    const leaveMates = joinMates(storage, this.#self)
    this.#storage = storage
    this.#leave = () => {
      page?.removeEventListener('storage', hear)
      leaveMates()
    }
  }

  /** Passes on the commits of other writers from now on. The returned function ends this. */
  hearOthers(tell: TellOfOthers): () => void {
    this.#tell = tell
    return () => {
      this.#tell = null
    }
  }

  /** Tells the other adapters of the page of a commit. Other tabs hear of it through storage events. */
  tell(bookId: string, notice: CommitNotice): void {
    for (const mate of this.#mates()) mate.hear(bookId, notice)
  }

  /** Tells the adapters of the page, this one included, that a book was deleted and may be missing from now on. */
  forget(bookId: string): void {
    for (const mate of [this.#self, ...this.#mates()]) mate.forget(bookId)
  }

  close(): void {
    this.#leave?.()
    this.#leave = null
    this.#storage = null
  }

  #mates(): PageMate[] {
    return this.#storage ? matesOf(this.#storage, this.#self) : []
  }

  #hear(event: StorageEventLike): void {
    this.#known.hear(event)
    const heard = noticeOfEvent(this.#self.prefix, event)
    if (heard) this.#tell?.(heard.bookId, heard.notice)
  }
}
