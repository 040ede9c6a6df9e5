import { isLive } from '../../model/hold.js'
import type { Change } from '../../storage/change.js'
import type { View } from '../../storage/view.js'

/**
 * The changes, and the removal of the expired holds in the months of the view. There is no timer: whoever writes to a
 * month cleans it up.
 *
 * @param now - The present instant. It is asked for only if there are holds.
 */
export function withoutExpired(view: View, changes: readonly Change[], now: () => string): readonly Change[] {
  const expired: Change[] = []
  for (const { holds } of view.months.values()) {
    for (const hold of holds) {
      if (isLive(hold, now())) continue
      const { id } = hold
      const isGone = changes.some(
        (change) => change.type === 'hold' && change.op === 'remove' && change.id === id,
      )
      if (!isGone) expired.push({ op: 'remove', type: 'hold', id })
    }
  }
  return expired.length > 0 ? [...changes, ...expired] : changes
}
