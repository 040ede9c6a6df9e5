import {
  found,
  fresh,
  isPlain,
  madeNow,
  Reasons,
  remove,
  touch,
  type IdAt,
  type Method,
  type Model,
} from './state.js'

/** Categories, as the plain model has them. */

interface Fields {
  readonly name?: string | undefined
  readonly metadata?: object | undefined
}

// What names are compared by; enough for the names of these tests.
const fold = (name: string): string => name.trim().normalize('NFKC').toUpperCase()

const isWrong = ({ name, metadata = {} }: Fields): boolean => name?.trim() === '' || !isPlain(metadata)

function check({ state }: Model, { name, metadata = {} }: Fields, ownId: string | null): void {
  const taken = state.categories.some(
    (one) => one.id !== ownId && name !== undefined && fold(one.name) === fold(name),
  )
  new Reasons().when(isWrong({ name, metadata }), 'invalid_input').when(taken, 'duplicate_category').settle()
}

const viewOf = (model: Model, id: string) => () => ({ ...found(model.state.categories, id) })

function create(model: Model, [fields]: [Fields & { name: string }], idAt: IdAt): () => object {
  check(model, fields, null)
  const id = fresh(model.state, idAt(0))
  const { name, metadata = {} } = fields
  model.state.categories.push({ id, name: name.trim(), archived: false, metadata, ...madeNow(model) })
  return viewOf(model, id)
}

function update(model: Model, [id, patch]: [string, Fields]): () => object {
  const category = found(model.state.categories, id, isWrong(patch))
  check(model, patch, id)
  const { name = category.name, metadata = category.metadata } = patch
  touch(model, category, { name: name.trim(), metadata })
  return viewOf(model, id)
}

function setArchived(model: Model, id: string, archived: boolean): () => object {
  touch(model, found(model.state.categories, id), { archived })
  return viewOf(model, id)
}

function removeCategory({ state }: Model, [id]: [string]): () => void {
  const category = found(state.categories, id)
  const isUsed = [...state.budgets, ...state.expenses].some(({ categoryId }) => categoryId === id)
  new Reasons().when(isUsed, 'category_in_use').settle()
  remove(state.categories, category)
  return () => undefined
}

export const categoryMethods = {
  'categories.create': create,
  'categories.update': update,
  'categories.archive': (model: Model, [id]: [string]) => setArchived(model, id, true),
  'categories.restore': (model: Model, [id]: [string]) => setArchived(model, id, false),
  'categories.remove': removeCategory,
  'categories.get': (model: Model, [id]: [string]) => viewOf(model, id),
} as unknown as Record<string, Method>
