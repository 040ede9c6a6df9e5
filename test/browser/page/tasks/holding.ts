import { commitOptions } from '../../../../src/testing/conformance/commits.js'
import type { Place } from '../../place.js'
import { withAdapter } from '../adapters.js'
import { tell } from '../tell.js'

/** Begins a commit, tells so, and never ends it: the tab hangs while it keeps all others from writing. */
async function holdForever({
  place,
  bookId,
}: {
  readonly place: Place
  readonly bookId: string
}): Promise<void> {
  await withAdapter(place, async (adapter) => {
    const hang = () => {
      tell(0)
      while (performance.now() < Number.POSITIVE_INFINITY);
      return { changes: [], receipt: {} }
    }
    await adapter.transact(bookId, () => ({}), hang, commitOptions())
  })
}

export const holding = { holdForever }
