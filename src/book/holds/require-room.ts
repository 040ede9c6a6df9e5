import { BudgetBookError } from '../../errors/error.js'
import { isLive } from '../../model/hold.js'
import type { MonthState } from '../../storage/view.js'

const mostHolds = 10_000

/** Throws `too_many_holds` if a month has no room for one more hold. */
export function requireRoom({ month, holds }: MonthState, now: string): void {
  if (holds.length < mostHolds || holds.filter((hold) => isLive(hold, now)).length < mostHolds) return
  throw new BudgetBookError(
    'too_many_holds',
    `The month ${month} has ${mostHolds} open holds; commit or release some`,
    { month, maximum: mostHolds },
  )
}
