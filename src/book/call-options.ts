import * as z from 'zod/mini'
import type { AbortSignalLike } from '../lib/abort.js'
import { throwIfAborted } from '../errors/throw-if-aborted.js'
import { invalidInput } from '../errors/invalid-input.js'
import { functionSchema, idSchema } from '../model/fields.js'
import { converted } from '../model/schema.js'
import { validate } from '../model/validate.js'

/** Options of every call that touches storage. */
export interface CallOptions {
  /** An `AbortSignal`. It aborts the call, with the code `aborted`, as long as nothing is written. */
  readonly signal?: AbortSignalLike | undefined
}

/** Options of every call that changes something. */
export interface MutationOptions extends CallOptions {
  /**
   * Your id for this mutation, 1 to 200 characters. A repeated call with the same id changes nothing and returns what
   * the first call created, as it is now. A different request with the same id throws `operation_mismatch`.
   */
  readonly operationId?: string | undefined
  /** Who makes the change, for the history: 1 to 200 characters. It is kept only if the book keeps a history. */
  readonly actor?: string | undefined
}

/** Options of every call that changes one thing that is there already. */
export interface ChangeOptions extends MutationOptions {
  /**
   * The `entityTag` of the thing as the caller read it, or a list of tags. One match is enough, and an empty list never
   * matches. If the thing now has another tag, the call throws `precondition_failed` and changes nothing. So nobody
   * overwrites what they have not seen. A repeated operation is answered without this check.
   * @defaultValue the thing is changed without this check
   */
  readonly ifMatch?: string | readonly string[] | undefined
}

/** {@link ChangeOptions}, checked. */
export interface CheckedChangeOptions extends MutationOptions {
  readonly ifMatch?: readonly string[] | undefined
}

/** How far a long call is. */
export interface Progress {
  /**
   * What the call does now: `reading` the document, `checking` the input, `changing` what is in the book, `writing` the
   * document, `storing` the result. `storing` is one step of the storage: `done` is 0, then `total`.
   */
  readonly phase: 'reading' | 'checking' | 'changing' | 'writing' | 'storing'
  /** How many items of the phase are done: expenses, budgets, categories and closed months. */
  readonly done: number
  /** How many items the phase has. */
  readonly total: number
}

/** An option of calls that may take long. */
export interface ProgressOptions {
  /**
   * Called with how far the call is: when a phase begins and ends, and several times a second in between. An error that
   * it throws is reported; the call goes on.
   */
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** Options of an export. */
export interface ExportOptions extends CallOptions, ProgressOptions {
  /**
   * Whether the document has the history too, for an archive. The history is read after the rest, so it may tell of
   * changes that were made meanwhile. An import leaves it out.
   * @defaultValue `false`
   */
  readonly history?: boolean | undefined
}

const signalSchema = converted((signal) => {
  if (typeof (signal as AbortSignalLike | null)?.aborted === 'boolean') return signal as AbortSignalLike
  throw invalidInput('invalid_type', 'The signal must be an AbortSignal', [], { expected: 'AbortSignal' })
})
const callOptionsSchema = z.strictObject({ signal: z.optional(signalSchema) })
const mutationOptionsSchema = z.extend(callOptionsSchema, {
  operationId: z.optional(idSchema),
  actor: z.optional(idSchema),
})
const tagsSchema = converted<readonly string[], string | readonly string[]>((tags) => {
  const list = Array.isArray(tags) ? [...(tags as readonly unknown[])] : [tags]
  if (list.every((tag) => typeof tag === 'string')) return list
  throw invalidInput('invalid_type', 'A tag must be text, or a list of texts', [], { expected: 'string' })
})
const tagFields = { ifMatch: z.optional(tagsSchema) }
const changeOptionsSchema = z.extend(mutationOptionsSchema, tagFields)
const progressFields = { onProgress: z.optional(functionSchema<(progress: Progress) => void>('onProgress')) }
/** The options of a read that may take long. */
export const longCallOptionsSchema = z.extend(callOptionsSchema, progressFields)
const longMutationOptionsSchema = z.extend(mutationOptionsSchema, progressFields)
const longChangeOptionsSchema = z.extend(changeOptionsSchema, progressFields)

/** Checks the options of a read; throws `aborted` if its signal was aborted already. */
export function parseCallOptions(options: CallOptions | undefined): CallOptions {
  return parseOptions(callOptionsSchema, options)
}

/** As {@link parseCallOptions}, for a mutation. */
export function parseMutationOptions(options: MutationOptions | undefined): MutationOptions {
  return parseOptions(mutationOptionsSchema, options)
}

/** As {@link parseCallOptions}, for a change of one thing. */
export function parseChangeOptions(options: ChangeOptions | undefined): CheckedChangeOptions {
  return parseOptions(changeOptionsSchema, options)
}

/** As {@link parseCallOptions}, for a change of one thing that may take long. */
export function parseLongChangeOptions(
  options: (ChangeOptions & ProgressOptions) | undefined,
): CheckedChangeOptions & ProgressOptions {
  return parseOptions(longChangeOptionsSchema, options)
}

/** As {@link parseCallOptions}, for a mutation that may take long. */
export function parseLongMutationOptions(
  options: (MutationOptions & ProgressOptions) | undefined,
): MutationOptions & ProgressOptions {
  return parseOptions(longMutationOptionsSchema, options)
}

/** Checks options; throws `aborted` if their signal was aborted already. */
export function parseOptions<Options extends CallOptions>(
  schema: z.ZodMiniType<Options>,
  options: object | undefined,
): Options {
  const checked = options === undefined ? ({} as Options) : validate(schema, options)
  throwIfAborted(checked.signal)
  return checked
}
