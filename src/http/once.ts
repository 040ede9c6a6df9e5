import type { BudgetContext, Step } from './environment.js'

/**
 * A step that runs once for a request. Hono's router finds a route twice if a part of the path equals its pattern,
 * such as the id `:id` or the path `/*`, and would run the step again.
 */
export function once(step: Step): Step {
  const taken = new WeakSet<BudgetContext>()
  return async (context, next) => {
    if (taken.has(context)) return next()
    taken.add(context)
    return step(context, next)
  }
}
