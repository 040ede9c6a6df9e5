import { isNoName, isTaken } from './names.js'
import { mover } from './order.js'
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
} from '../state.js'

/** Groups of categories, as the plain model has them. */

interface Fields {
  readonly name?: string | undefined
  readonly metadata?: object | undefined
}

const isWrong = ({ name, metadata = {} }: Fields): boolean =>
  (name !== undefined && isNoName(name)) || !isPlain(metadata)

function check({ state }: Model, fields: Fields, ownId: string | null): void {
  const { name } = fields
  const taken = name !== undefined && isTaken(state.groups, name, undefined, ownId)
  new Reasons().when(isWrong(fields), 'invalid_input').when(taken, 'duplicate_group').settle()
}

const viewOf = (model: Model, id: string) => () => ({ ...found(model.state.groups, id) })

function create(model: Model, [fields]: [Fields & { name: string }], idAt: IdAt): () => object {
  check(model, fields, null)
  const id = fresh(model.state, idAt(0))
  const { name, metadata = {} } = fields
  model.state.groups.push({ id, name: name.trim(), metadata, ...madeNow(model) })
  return viewOf(model, id)
}

function update(model: Model, [id, patch]: [string, Fields]): () => object {
  const group = found(model.state.groups, id, isWrong(patch))
  check(model, patch, id)
  const { name = group.name, metadata = group.metadata } = patch
  touch(model, group, { name: name.trim(), metadata })
  return viewOf(model, id)
}

function removeGroup({ state }: Model, [id]: [string]): () => void {
  const group = found(state.groups, id)
  const isUsed = state.categories.some(({ groupId }) => groupId === id)
  new Reasons().when(isUsed, 'group_in_use').settle()
  remove(state.groups, group)
  return () => undefined
}

export const groupMethods = {
  'groups.create': create,
  'groups.update': update,
  'groups.move': mover('groups'),
  'groups.remove': removeGroup,
  'groups.get': (model: Model, [id]: [string]) => viewOf(model, id),
} as unknown as Record<string, Method>
