import * as z from 'zod/mini'
import { invalidInput } from '../../errors/invalid-input.js'
import { idSchema } from '../../model/fields.js'
import { validate, validateArgument } from '../../model/validate.js'
import type { EntityMove } from '../../storage/change.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { ChangeOptions } from '../call-options.js'

/** Where a category or a group moves to. */
export interface MoveTarget {
  /** The id of the one that it goes in front of; `null` for the end of the order. */
  readonly before: string | null
}

type Listed = readonly { readonly id: string }[]

const targetSchema = z.strictObject({ before: z.nullable(idSchema) })

/**
 * Makes the method that moves a category or a group in the user's order.
 *
 * @param listOf - Its list in the view.
 * @param find - Throws `not_found` for an id that the list does not have.
 */
export function mover(
  context: BookContext,
  type: EntityMove['type'],
  listOf: (view: View) => Listed,
  find: (view: View, id: string) => unknown,
): (id: string, target: MoveTarget, options?: ChangeOptions) => Promise<void> {
  const method = type === 'category' ? 'categories.move' : 'groups.move'
  return async (id, target, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const { before } = validate(targetSchema, target)
    if (before === checked)
      throw invalidInput('invalid_value', 'It cannot come in front of itself', ['before'])
    const decide = (view: View) => {
      find(view, checked)
      if (before !== null) find(view, before)
      const move: EntityMove = { op: 'move', type, id: checked, before }
      return { result: undefined, changes: followerOf(listOf(view), checked) === before ? [] : [move] }
    }
    const request = [method, checked, { before }]
    const subject = { type, id: checked }
    const replay = async () => undefined
    return context.commit({ request, scope: () => ({}), subject, decide, replay }, options)
  }
}

function followerOf(list: Listed, id: string): string | null {
  const place = list.findIndex((entity) => entity.id === id)
  return list[place + 1]?.id ?? null
}
