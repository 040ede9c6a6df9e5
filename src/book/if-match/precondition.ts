import type { CivilDate } from '../../calendar/civil-date.js'
import type { Month } from '../../calendar/month.js'
import { BudgetBookError } from '../../errors/error.js'
import type { ErrorDetails } from '../../errors/details.js'
import { copyHold } from '../../model/entity-copies.js'
import type { Settings } from '../../model/settings.js'
import type { View } from '../../storage/view.js'
import { monthIn, shownHoldIn } from '../find.js'
import { entityTag, type TaggedEntity } from './entity-tag.js'
import { presentIn } from '../history/describe-history.js'
import { withSoundAmount } from '../holds/sound-hold.js'
import { infoOf } from '../months/month-info.js'

/** The one thing that a mutation changes. */
export type Subject = ErrorDetails['precondition_failed']

/** The settings of a book, as the subject of a mutation. */
export const settingsSubject = { type: 'settings', id: 'settings' } as const

/** The part of a book in which a subject is, and the present instant. */
interface Sight {
  readonly view: View
  readonly bookId: string
  readonly now: () => string
}

/**
 * Throws `precondition_failed` if none of the tags matches the subject as it is now. A missing subject passes: the
 * decision reports it as `not_found`. A hold that has expired may still be stored. It matches the tag with which it was
 * read. With any other tag it is `not_found` here, because nobody can read it again.
 */
export function requireMatch(subject: Subject, tags: readonly string[], sight: Sight): void {
  const present = shownIn(sight, subject)
  if (present.length === 0 || matches(tags, present)) return
  if (subject.type === 'hold') shownHoldIn(sight.view, subject.id, sight.now())
  refuse(subject)
}

/** As {@link requireMatch}, for the settings of a book that is rewritten. */
export function requireMatchingSettings(tags: readonly string[], settings: Settings): void {
  if (!matches(tags, [settings])) refuse(settingsSubject)
}

function matches(tags: readonly string[], present: readonly TaggedEntity[]): boolean {
  return present.some((entity) => tags.includes(entityTag(entity)))
}

function refuse({ type, id }: Subject): never {
  throw new BudgetBookError(
    'precondition_failed',
    `The ${type} was changed since it was read. Read it again`,
    { type, id },
  )
}

/** The subject as the book returns it now, in each form that means the same; empty if it is not there. */
function shownIn({ view, bookId }: Sight, { type, id }: Subject): readonly TaggedEntity[] {
  if (type === 'month') {
    // Midnight does not change a month, though it changes which month is the current one.
    const info = infoOf(monthIn(view, id as Month), view, '' as CivilDate)
    return [true, false].map((current) => ({ ...info, current }))
  }
  if (type === 'hold') {
    const hold = view.holds.get(id)
    return hold ? [copyHold(withSoundAmount(hold, view, bookId))] : []
  }
  const present = presentIn(view)({ type, id })
  return present ? [present as object as TaggedEntity] : []
}
