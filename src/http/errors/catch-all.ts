import type { Step } from '../environment.js'
import { toRefusal } from './to-refusal.js'

/** Answers when something other than an `Error` is thrown. Hono would pass that on to the caller of the API. */
export const catchAll: Step = async (context, next) => {
  try {
    await next()
  } catch (thrown) {
    throw toRefusal(thrown, context.get('asked'))
  }
}
