import { entityTag, type TaggedEntity } from '../../book/if-match/entity-tag.js'
import { fingerprintOfText } from '../../lib/fingerprint.js'
import { changeOptions } from '../access.js'
import type { BudgetContext, Step } from '../environment.js'
import { refuseInput } from '../errors/input-refusal.js'
import { readTags } from './read-tags.js'

/** The headers of a change to one thing. */
interface ConditionalHeaders {
  readonly 'Idempotency-Key'?: string | undefined
  readonly 'If-Match'?: string | undefined
}

/** Sets the header `ETag`: the tag of the one thing that an answer is about. */
export function tellTag(context: BudgetContext, entity: TaggedEntity): void {
  context.header('ETag', `"${tagOf(context, entity)}"`)
}

/** The tag of a thing in the caller's book: the tag that the book gives it, and a mark of the book. */
export function tagOf(context: BudgetContext, entity: TaggedEntity): string {
  return entityTag(entity) + markOf(context)
}

/** Options for a change of one thing: see {@link changeOptions}, and the tags of `If-Match`. */
export async function oneChangeOptions(context: BudgetContext, headers: ConditionalHeaders) {
  const ifMatch = ifMatchOf(context, headers['If-Match'])
  return { ...(await changeOptions(context, headers)), ifMatch }
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

// `*` asks only that the thing is there, and what is not there is 404.
function ifMatchOf(context: BudgetContext, header: string | undefined): readonly string[] | undefined {
  const tags = header === undefined ? 'any' : (readTags(header) ?? [])
  if (tags === 'any') return undefined
  const mark = markOf(context)
  // Weak tags never match here. A tag without a mark comes from the book itself, by way of the host.
  return tags
    .filter(({ isWeak }) => !isWeak)
    .map(({ opaque }) => (opaque.endsWith(mark) ? opaque.slice(0, -mark.length) : opaque))
}

// Two books may have equal things, such as settings. Their tags must differ all the same.
function markOf(context: BudgetContext): string {
  return `-${fingerprintOfText(context.get('bookId') ?? '')}`
}
