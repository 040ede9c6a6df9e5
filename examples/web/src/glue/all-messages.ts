import type { Messages } from './use-action.js'

/** The texts of all fields, for a form that has one field. */
export function allMessages(messages: Messages): readonly string[] {
  return Object.values(messages).flat()
}
