import * as z from 'zod/mini'
import type { AbortSignalLike } from '../lib/abort.js'
import { throwIfAborted } from '../errors/throw-if-aborted.js'
import { invalidInput } from '../errors/invalid-input.js'
import { idSchema } from '../model/fields.js'
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
}

const signalSchema = converted((signal) => {
  if (typeof (signal as AbortSignalLike | null)?.aborted === 'boolean') return signal as AbortSignalLike
  throw invalidInput('invalid_type', 'The signal must be an AbortSignal', [], { expected: 'AbortSignal' })
})
const callOptionsSchema = z.strictObject({ signal: z.optional(signalSchema) })
const mutationOptionsSchema = z.extend(callOptionsSchema, { operationId: z.optional(idSchema) })

/** Checks the options of a read; throws `aborted` if its signal was aborted already. */
export function parseCallOptions(options: CallOptions | undefined): CallOptions {
  const checked = options === undefined ? {} : validate(callOptionsSchema, options)
  throwIfAborted(checked.signal)
  return checked
}

/** Checks the options of a mutation; throws `aborted` if its signal was aborted already. */
export function parseMutationOptions(options: MutationOptions | undefined): MutationOptions {
  const checked = options === undefined ? {} : validate(mutationOptionsSchema, options)
  throwIfAborted(checked.signal)
  return checked
}
