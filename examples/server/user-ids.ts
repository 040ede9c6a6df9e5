/** Whether a text can be the id of a user. */
export function isUserId(text: unknown): text is string {
  return typeof text === 'string' && /^[\w.@+-]{1,100}$/.test(text)
}
