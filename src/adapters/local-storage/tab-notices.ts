import type { Month } from '../../calendar/month.js'
import type { CommitNotice } from '../../storage/adapter.js'
import type { TellOfOthers } from '../../storage/kit/engine.js'
import { unknownNotice } from '../../storage/kit/notices.js'
import { BookKeys } from './book-keys.js'
import type { PageLike, StorageEventLike } from './platform.js'

/** Tells of other tabs' commits, by the storage events of the page; the function that comes back ends it. */
export function hearOtherTabs(page: PageLike, prefix: string, tell: TellOfOthers): () => void {
  const hear = ({ key, oldValue, newValue }: StorageEventLike): void => {
    if (key === null) tell(null, unknownNotice)
    // A commit overwrites a month's key or the head's, never both. What it adds or removes beside them is not a commit.
    if (key === null || oldValue === null || newValue === null) return
    const place = BookKeys.find(prefix, key)
    if (place) tell(place.bookId, noticeOf(place.month))
  }
  page.addEventListener('storage', hear)
  return () => page.removeEventListener('storage', hear)
}

function noticeOf(month: Month | null): CommitNotice {
  return month === null ? unknownNotice : { ...unknownNotice, months: [month] }
}
