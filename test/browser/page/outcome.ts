import { isBudgetBookError, type ErrorCode } from '../../../src/index.js'

/** What became of a call, as a test can compare it. */
export type Outcome = 'accepted' | ErrorCode

/** `accepted`, or the code of the refusal; anything else is thrown. */
export async function outcomeOf(call: Promise<unknown>): Promise<Outcome> {
  try {
    await call
    return 'accepted'
  } catch (error) {
    if (isBudgetBookError(error)) return error.code
    throw error
  }
}
