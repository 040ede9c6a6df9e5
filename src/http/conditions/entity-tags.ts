import { entityTag, type TaggedEntity } from '../../book/if-match/entity-tag.js'
import { fingerprintOfText } from '../../lib/fingerprint.js'
import { bookIdOf } from '../access.js'
import type { BudgetContext, Step } from '../environment.js'
import { refuseInput } from '../errors/input-refusal.js'
import { readTags } from './read-tags.js'

/** Sets the header `ETag`: the tag of the one thing that an answer is about. */
export function tellTag(context: BudgetContext, entity: TaggedEntity): void {
  context.header('ETag', `"${tagOf(context, entity)}"`)
}

/** The tag of a thing in the caller's book: the tag that the book gives it, and a mark of the book. */
export function tagOf(context: BudgetContext, entity: TaggedEntity): string {
  return entityTag(entity) + markOf(context)
}

/** The tag of a text about the caller's book, by the fingerprint of the text. */
export function tagOfText(context: BudgetContext, fingerprint: string): string {
  return fingerprint + markOf(context)
}

/**
 * Refuses `If-Match` on a route that does not change exactly one thing, because a client that sends it relies on it.
 */
export const refuseIfMatch: Step = async ({ req }, next) => {
  if (req.header('If-Match') !== undefined) {
    const message = 'This route does not change exactly one thing, so there is nothing to match'
    throw refuseInput([{ code: 'unknown_field', path: ['If-Match'], message }])
  }
  await next()
}

/** The tags of `If-Match`, as the book makes them; `undefined` if any will do: what is not there is 404 all the same. */
export function ifMatchOf(context: BudgetContext, header: string | undefined): readonly string[] | undefined {
  const tags = header === undefined ? 'any' : (readTags(header) ?? [])
  if (tags === 'any') return undefined
  const mark = markOf(context)
  // Weak tags never match here. A tag without a mark comes from the book itself, by way of the host.
  return tags
    .filter(({ isWeak }) => !isWeak)
    .map(({ opaque }) => (opaque.endsWith(mark) ? opaque.slice(0, -mark.length) : opaque))
}

// Two books may have equal things, such as settings, and equal reports. Their tags must differ all the same.
function markOf(context: BudgetContext): string {
  return `-${fingerprintOfText(bookIdOf(context))}`
}
