import type { CommitNotice } from '../../../storage/adapter.js'
import { unknownNotice } from '../../../storage/kit/notices.js'
import { BookKeys } from '../book-keys.js'
import type { StorageEventLike } from '../platform.js'

/** What a storage event tells of another tab's commit: `null` for the book where it is about every one. */
export interface TabNotice {
  readonly bookId: string | null
  readonly notice: CommitNotice
}

/** Reads a storage event; `null` where it tells of no commit. */
export function noticeOfEvent(prefix: string, event: StorageEventLike): TabNotice | null {
  const { key, oldValue, newValue } = event
  if (key === null) return { bookId: null, notice: unknownNotice }
  // A commit overwrites a month's key or the head's, never both. What it adds or removes beside them is not a commit.
  if (oldValue === null || newValue === null) return null
  const place = BookKeys.find(prefix, key)
  if (!place) return null
  const { bookId, month } = place
  return { bookId, notice: month === null ? unknownNotice : { ...unknownNotice, months: [month] } }
}
