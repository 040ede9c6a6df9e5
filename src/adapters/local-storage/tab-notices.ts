import type { CommitNotice } from '../../storage/adapter.js'
import { unknownNotice, type CommitListeners } from '../../storage/kit/commit-listeners.js'
import { BookKeys } from './book-keys.js'
import type { PageLike, StorageEventLike } from './platform.js'

/** Tells listeners of other tabs' commits, by the storage events of the page; the function that comes back ends it. */
export function hearOtherTabs(page: PageLike, prefix: string, listeners: CommitListeners): () => void {
  const hear = (event: StorageEventLike): void => {
    for (const bookId of listeners.bookIds()) {
      listeners.notify(bookId, noticeOf(event, new BookKeys(prefix, bookId)))
    }
  }
  page.addEventListener('storage', hear)
  return () => page.removeEventListener('storage', hear)
}

// A commit overwrites either a month in its place or the head, and never both: what it adds or removes beside them is no
// commit yet, or no longer one.
function noticeOf({ key, oldValue, newValue }: StorageEventLike, keys: BookKeys): CommitNotice | null {
  if (key === null) return unknownNotice
  if (oldValue === null || newValue === null) return null
  if (key === keys.head) return unknownNotice
  const month = keys.monthOf(key)
  return month && { ...unknownNotice, months: [month] }
}
