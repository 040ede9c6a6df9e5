import type { Step } from '../environment.js'
import { toRefusal } from './to-refusal.js'

/** Makes an answer of what is thrown and is no `Error`, which Hono would throw at the caller of the API. */
export const catchAll: Step = async (context, next) => {
  try {
    await next()
  } catch (thrown) {
    throw toRefusal(thrown, context.var.asked)
  }
}
