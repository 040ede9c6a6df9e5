import { z } from '@hono/zod-openapi'
import { statusOfCode, type ErrorStatus, type HttpErrorCode } from '../errors/error-codes.js'
import { errorBody } from '../schemas/errors.js'
import { exampleOf } from './error-examples.js'
import { everyAnswer, header, headersOfStatus, knownAnswer, knownThing, taggedAnswer } from './headers.js'

const titles: Readonly<Record<ErrorStatus, string>> = {
  400: 'The request was refused. Nothing was changed.',
  401: 'The caller is unknown.',
  404: 'The caller’s book does not have it. Things in other books are 404 too.',
  405: 'The path does not support this method.',
  409:
    'The state of the book is in the way. Nothing was changed. After `conflict`, send the request again; if its reason is ' +
    '`plan_outdated`, plan the import again.',
  412: 'It was changed since it was read. Nothing was changed now. Read it again, and decide anew.',
  413: 'The body is too long.',
  415: 'The body is not JSON.',
  422: 'The `Idempotency-Key` was used for another request.',
  429: 'The book has too many such requests under way. Send the request again after `Retry-After`.',
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

/** A success about one thing, with its tag. */
export function answerOfOne<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  example: z.input<Schema>,
) {
  return { ...answer(description, schema, example), headers: taggedAnswer }
}

/** A success that a client may keep, and the answer to a client that has it already. */
export function knownAnswers<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  example: z.input<Schema>,
) {
  const notModified = { description: unchanged, headers: knownAnswer }
  return { 200: { ...answer(description, schema, example), headers: knownAnswer }, 304: notModified }
}

/** As {@link knownAnswers}, about one thing. */
export function knownThingAnswers<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  example: z.input<Schema>,
) {
  const notModified = { description: unchanged, headers: knownThing }
  return { 200: { ...answer(description, schema, example), headers: knownThing }, 304: notModified }
}

const unchanged = 'The client has it as it is: `If-None-Match` names its tag. There is no body.'

/** A success that is a CSV file. */
export function csvAnswer(description: string, name: string, example: string) {
  const disposition = header('The name of the file.', `attachment; filename="${name}"`)
  return {
    description,
    headers: { ...everyAnswer, 'Content-Disposition': disposition },
    content: { 'text/csv': { schema: z.string(), example: example as unknown } },
  }
}

/** A success that is a stream of events. */
export function eventAnswer(description: string, example: string) {
  const buffering = header('Asks proxies to pass on each event at once.', 'no')
  return {
    description,
    headers: { ...everyAnswer, 'X-Accel-Buffering': buffering },
    content: { 'text/event-stream': { schema: z.string(), example: example as unknown } },
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
