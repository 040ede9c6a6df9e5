import { canonicalJson, sortedKeys } from '../../lib/canonical-json.js'
import { Checksum } from '../../lib/checksum.js'
import type { Phase, Steps } from '../long-work.js'

/** What a document holds beside its checksum. */
export type DocumentBody = Readonly<Record<string, unknown>>

/** How many items the lists of a document have. */
export function countItems(body: DocumentBody | readonly unknown[]): number {
  return Object.values(body).reduce<number>(
    (sum, field) => sum + (Array.isArray(field) ? field.length : 0),
    0,
  )
}

/**
 * The checksum of a document: the checksum of its canonical JSON.
 *
 * @param phase - Counts the items of its lists.
 */
export function* checksumDocument(body: DocumentBody, phase: Phase): Steps<string> {
  const sum = new Checksum()
  let separator = '{'
  for (const key of sortedKeys(body)) {
    sum.add(`${separator}${JSON.stringify(key)}:`)
    separator = ','
    const field = body[key]
    if (Array.isArray(field)) yield* addList(sum, field, phase)
    else {
      sum.add(canonicalJson(field))
      yield phase.progress
    }
  }
  return sum.add('}').digits()
}

function* addList(sum: Checksum, items: readonly unknown[], phase: Phase): Steps<void> {
  sum.add('[')
  // One by one, because an item may be long.
  yield* phase.each(
    items,
    ([item], at) => {
      if (at > 0) sum.add(',')
      sum.add(canonicalJson(item))
    },
    1,
  )
  sum.add(']')
}
