import { z } from '@hono/zod-openapi'
import { idSchema } from '../../model/fields.js'
import { statusOfCode, type ErrorStatus, type HttpErrorCode } from '../errors/error-codes.js'
import { errorBody } from '../schemas/errors.js'
import { classic, requestObject } from '../schemas/fields.js'
import { exampleOf } from './error-examples.js'
import { everyAnswer, header, headersOfStatus } from './headers.js'

const titles: Readonly<Record<ErrorStatus, string>> = {
  400: 'The request was refused. Nothing was changed.',
  401: 'The caller is unknown.',
  404: 'The caller’s book does not have it. Things in other books are 404 too.',
  405: 'The path does not support this method.',
  409:
    'The state of the book is in the way. Nothing was changed. After `conflict`, send the request again; if its reason is ' +
    '`plan_outdated`, plan the import again.',
  413: 'The body is too long.',
  415: 'The body is not JSON.',
  422: 'The `Idempotency-Key` was used for another request.',
  500: 'The server failed. Look for the request id in its log.',
  501: 'The server does not do this. Nothing was changed.',
  503: 'The storage did not answer. Send the request again after `Retry-After`.',
}

/** A success. */
export function answer<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  example: z.input<Schema>,
) {
  return {
    description,
    headers: everyAnswer,
    content: { 'application/json': { schema, example: example as unknown } },
  }
}

/** A success that is a CSV file. */
export function csvAnswer(description: string, name: string, example: string) {
  const disposition = header('The name of the file.', `attachment; filename="${name}"`)
  return {
    description,
    headers: { ...everyAnswer, 'Content-Disposition': disposition },
    content: { 'text/csv': { schema: z.string(), example: example as unknown } },
  }
}

/** The answers of one status, with an example for each code. */
export function errorAnswer(status: ErrorStatus, codes: readonly HttpErrorCode[]) {
  const examples = Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }]))
  return {
    description: `${titles[status]} Codes: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
    headers: { ...everyAnswer, ...headersOfStatus[status] },
    content: { 'application/json': { schema: errorBody, examples } },
  }
}

/** The errors that a route can answer, by status. */
export function errorAnswers(...codes: readonly HttpErrorCode[]) {
  const byStatus = new Map<ErrorStatus, HttpErrorCode[]>()
  for (const code of codes)
    byStatus.set(statusOfCode[code], [...(byStatus.get(statusOfCode[code]) ?? []), code])
  const entries = Array.from(byStatus, ([status, those]) => [status, errorAnswer(status, those)] as const)
  // Statuses without a named code are left out. The type does not show that.
  return Object.fromEntries(entries) as Record<ErrorStatus, ReturnType<typeof errorAnswer>>
}

/** The errors of every route that needs a book. Opening a book may write to the storage. */
export const readErrors = [
  'invalid_input',
  'unauthenticated',
  'internal_error',
  'storage_unavailable',
  'quota_exceeded',
  'outcome_unknown',
  'aborted',
] as const

/** The errors of every route that reads, and takes a body. */
export const questionErrors = [...readErrors, 'body_too_large', 'unsupported_media_type'] as const

/** The errors of every route that changes something. */
export const changeErrors = [...readErrors, 'conflict', 'operation_mismatch'] as const

/** The errors of every route that changes something by a body. */
export const bodyErrors = [...changeErrors, 'body_too_large', 'unsupported_media_type'] as const

/** The body of a request. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema, example: z.input<Schema>) {
  return { required: true, content: { 'application/json': { schema, example: example as unknown } } }
}

/** A query without parameters. An unknown parameter is refused, because ignoring it could ignore a filter. */
export const noQuery = requestObject({})

/** The headers of a request that changes something. */
export const changeHeaders = z.object({
  'Idempotency-Key': classic(idSchema)
    .optional()
    .meta({
      type: 'string',
      minLength: 1,
      maxLength: 200,
      description:
        'Makes the request safe to repeat: however often it arrives under this key, it is done once, and each answer shows ' +
        'what the first one made. Choose a key that no other request of the book has.',
      example: 'receipt-4711',
    }),
})
