import type { BudgetContext, Step } from './environment.js'

/**
 * A step that a request takes once. Hono's router finds a route twice where a part of the path reads as its pattern does,
 * as the id `:id` or the path `/*`, and would have it taken again.
 */
export function once(step: Step): Step {
  const taken = new WeakSet<BudgetContext>()
  return async (context, next) => {
    if (taken.has(context)) return next()
    taken.add(context)
    return step(context, next)
  }
}
