import type { BudgetContext, Step } from './environment.js'

/**
 * A step that runs once for a request. Hono's router finds a route twice if a part of the path equals its pattern,
 * such as the id `:id` or the path `/*`, and would run the step again.
 */
export function once(step: Step): Step {
  return async (context, next) => {
    const taken = stepsOf(context)
    if (taken.has(step)) return next()
    taken.add(step)
    return step(context, next)
  }
}

function stepsOf(context: BudgetContext): Set<Step> {
  const known = context.get('steps')
  if (known) return known
  const steps = new Set<Step>()
  context.set('steps', steps)
  return steps
}
