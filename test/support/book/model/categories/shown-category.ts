import { ruleOf } from './rollover.js'
import { found, type Model, type ModelState } from '../state.js'

/** A category as the book shows it. */
export function categoryOf(state: ModelState, id: string): object {
  const category = found(state.categories, id)
  return { ...category, rollover: ruleOf(state, category.rollover) }
}

/** The category of an id, as it is when it is asked for. */
export const viewOf = (model: Model, id: string) => () => categoryOf(model.state, id)
