import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as z from 'zod'
import { refuse } from '../errors.js'

/** A body of the app's own routes is short. */
export const shortBody = bodyLimit({
  maxSize: 8_192,
  onError: (context) => refuse(context, 'body_too_large', 'The body has more than 8192 bytes'),
})

/** The body of a request, checked; or the answer that says what is wrong with it. */
export async function readBody<Body>(
  context: Context,
  schema: z.ZodType<Body>,
): Promise<{ readonly body: Body } | { readonly refusal: Response }> {
  const json: unknown = await context.req.json().catch(() => undefined)
  if (json === undefined) return { refusal: refuse(context, 'invalid_input', 'The body is not JSON') }
  const { success, data, error } = schema.safeParse(json)
  if (success) return { body: data }
  const { formErrors, fieldErrors } = z.flattenError(error)
  const [whole] = formErrors
  return { refusal: refuse(context, 'invalid_input', whole ?? (fieldErrors as Record<string, string[]>)) }
}
