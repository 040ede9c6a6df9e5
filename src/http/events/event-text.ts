import type { BookEvent } from '../../book/events.js'

/** What a client hears of a commit. */
type Heard = Pick<BookEvent, 'operationId' | 'months' | 'changes'>

/** What a client hears if it may have missed something: it reads everything again. */
export const anything: Heard = { operationId: null, months: 'all', changes: 'unknown' }

// An import may have thousands of ids, and a feed keeps many events.
const longest = 16_384

/** An event as it is sent. `data` is one line. */
export function eventText(id: string, event: 'ready' | 'change', data: string): string {
  return `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`
}

/** How soon a client comes back after the stream, in milliseconds. */
export function retryText(milliseconds: number): string {
  return `retry: ${milliseconds}\n`
}

/** A comment, which clients ignore. */
export function commentText(comment: string): string {
  return `: ${comment}\n\n`
}

/**
 * The data of a change. JSON writes line breaks as `\n`, so it is one line. If there are very many ids, the data names
 * none of them.
 */
export function changeData({ operationId, months, changes }: Heard): string {
  const shown =
    changes === 'unknown' ? changes : changes.map(({ type, action, ids }) => ({ type, action, ids }))
  const data = JSON.stringify({ operation_id: operationId, months, changes: shown })
  return data.length > longest && changes !== 'unknown'
    ? changeData({ operationId, months, changes: 'unknown' })
    : data
}
