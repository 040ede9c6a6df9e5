import { merge } from './merge.js'
import { isNoName, isTaken } from './names.js'
import { mover } from './order.js'
import { readRule, type RolloverFields } from './rollover.js'
import { viewOf } from './shown-category.js'
import {
  found,
  fresh,
  isOpen,
  isPlain,
  madeNow,
  Reasons,
  remove,
  touch,
  type IdAt,
  type Method,
  type Model,
  type ModelCategory,
  type ModelState,
} from '../state.js'

/** Categories, as the plain model has them. */

interface Fields {
  readonly name?: string | undefined
  readonly groupId?: string | null | undefined
  readonly rollover?: RolloverFields | null | undefined
  readonly metadata?: object | undefined
}

const isWrong = (state: ModelState, { name, rollover, metadata = {} }: Fields): boolean =>
  (name !== undefined && isNoName(name)) ||
  (rollover != null && !readRule(state, rollover)) ||
  !isPlain(metadata)

// What the fields make of a category. Refuses what is wrong with them.
function changed({ state }: Model, before: Omit<ModelCategory, 'createdAt' | 'updatedAt'>, fields: Fields) {
  const { name = before.name, metadata = before.metadata } = fields
  const groupId = fields.groupId === undefined ? before.groupId : fields.groupId
  new Reasons()
    .when(isWrong(state, fields), 'invalid_input')
    .when(groupId !== null && !state.groups.some(({ id }) => id === groupId), 'not_found')
    .when(isTaken(state.categories, name, groupId, before.id), 'duplicate_category')
    .settle()
  const rollover =
    fields.rollover === undefined ? before.rollover : fields.rollover && readRule(state, fields.rollover)
  return { name: name.trim(), groupId, rollover, metadata }
}

function create(model: Model, [fields]: [Fields & { name: string }], idAt: IdAt): () => object {
  const bare = { id: '', name: '', archived: false, groupId: null, rollover: null, metadata: {} }
  const made = changed(model, bare, fields)
  const id = fresh(model.state, idAt(0))
  model.state.categories.push({ id, archived: false, ...made, ...madeNow(model) })
  return viewOf(model, id)
}

function update(model: Model, [id, patch]: [string, Fields]): () => object {
  const category = found(model.state.categories, id, isWrong(model.state, patch))
  touch(model, category, changed(model, category, patch))
  return viewOf(model, id)
}

function setArchived(model: Model, id: string, archived: boolean): () => object {
  touch(model, found(model.state.categories, id), { archived })
  return viewOf(model, id)
}

function removeCategory({ state, now }: Model, [id]: [string]): () => void {
  const category = found(state.categories, id)
  const open = state.holds.filter((hold) => isOpen(hold, now))
  const isUsed = [...state.budgets, ...state.expenses, ...open].some(({ categoryId }) => categoryId === id)
  new Reasons().when(isUsed, 'category_in_use').settle()
  remove(state.categories, category)
  return () => undefined
}

export const categoryMethods = {
  'categories.create': create,
  'categories.update': update,
  'categories.archive': (model: Model, [id]: [string]) => setArchived(model, id, true),
  'categories.restore': (model: Model, [id]: [string]) => setArchived(model, id, false),
  'categories.move': mover('categories'),
  'categories.merge': merge,
  'categories.remove': removeCategory,
  'categories.get': (model: Model, [id]: [string]) => viewOf(model, id),
} as unknown as Record<string, Method>
