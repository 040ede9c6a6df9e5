import { fingerprintOfText } from '../../lib/fingerprint.js'
import type { TaggedEntity } from '../../book/if-match/entity-tag.js'
import type { BudgetContext } from '../environment.js'
import { tagOf, tagOfText } from './entity-tags.js'
import { readTags } from './read-tags.js'

/** Answers with one thing, or with 304 if the client already has it in this state. */
export function answerKnown<Answer>(
  context: BudgetContext,
  entity: TaggedEntity,
  answer: () => Answer,
): Answer | Response {
  return answerTagged(context, tagOf(context, entity), answer)
}

/** Answers with JSON that was written already, or with 304 if the client has the same text of the same book. */
export function answerKnownText(
  context: BudgetContext,
  text: string,
  fingerprint = fingerprintOfText(text),
): Response {
  const answer = () => context.body(text, 200, { 'Content-Type': 'application/json' })
  return answerTagged(context, tagOfText(context, fingerprint), answer)
}

function answerTagged<Answer>(context: BudgetContext, tag: string, answer: () => Answer): Answer | Response {
  context.header('ETag', `"${tag}"`)
  // A browser may keep it, and has to ask each time. No other cache may.
  context.header('Cache-Control', 'private, no-cache')
  context.header('Vary', 'Authorization, Cookie')
  return has(context.req.header('If-None-Match'), tag) ? context.body(null, 304) : answer()
}

// A header that cannot be read does not name a tag.
function has(header: string | undefined, tag: string): boolean {
  const tags = header === undefined ? null : readTags(header)
  return tags === 'any' || (tags?.some(({ opaque }) => opaque === tag) ?? false)
}
