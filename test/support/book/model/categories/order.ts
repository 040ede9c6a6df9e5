import { found, Reasons, type Model, type ModelCategory, type ModelGroup } from '../state.js'

/** The user's order, as the plain model has it: that of the arrays. */

/** Takes an entity out of a list, and puts it in front of another one, or at the end. */
function moveIn(list: (ModelCategory | ModelGroup)[], id: string, before: string | null): void {
  new Reasons().when(before === id, 'invalid_input').settle()
  const entity = found(list, id)
  if (before !== null) found(list, before)
  list.splice(list.indexOf(entity), 1)
  list.splice(before === null ? list.length : list.findIndex((one) => one.id === before), 0, entity)
}

type Input = [id: string, target: { readonly before: string | null }]

/** A method that moves categories or groups. */
export const mover =
  (kind: 'categories' | 'groups') =>
  ({ state }: Model, [id, { before }]: Input): (() => void) => {
    moveIn(state[kind], id, before)
    return () => undefined
  }
