import type { CommitNotice } from '../../../storage/adapter.js'
import { unknownNotice } from '../../../storage/kit/notices.js'
import { BookKeys } from '../book-keys.js'
import type { StorageEventLike } from '../platform.js'

/** What a storage event says about another tab's commit. The book is `null` if it is about every book. */
export interface TabNotice {
  readonly bookId: string | null
  readonly notice: CommitNotice
}

/** Reads a storage event. `null` if it is not about a commit. */
export function noticeOfEvent(prefix: string, event: StorageEventLike): TabNotice | null {
  const { key, oldValue, newValue } = event
  if (key === null) return { bookId: null, notice: unknownNotice }
  // A commit overwrites the key of a month or of the head, never both. Keys that are added or removed are not
  // commits.
  if (oldValue === null || newValue === null) return null
  const place = BookKeys.find(prefix, key)
  if (!place) return null
  const { bookId, month } = place
  return { bookId, notice: month === null ? unknownNotice : { ...unknownNotice, months: [month] } }
}
