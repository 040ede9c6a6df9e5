import { invalidInput } from '../errors/invalid-input.js'

/** Which signs an amount may have: an expense is above or below zero, a budget and a limit are zero or more. */
export type AllowedSign = 'nonzero' | 'nonnegative'

/**
 * The rule of signs, wherever an amount is read.
 *
 * @param what - Names the amount in the message, as in `A budget`.
 * @throws `invalid_input` with the issue `zero_amount` or `negative_amount`.
 */
export function requireSign(units: bigint, allowed: AllowedSign, what: string): bigint {
  if (allowed === 'nonnegative' && units < 0n) {
    throw invalidInput('negative_amount', `${what} must be zero or more`)
  }
  if (allowed === 'nonzero' && units === 0n) {
    throw invalidInput(
      'zero_amount',
      `${what} must not be zero. Use an amount above zero, or below zero for a refund`,
    )
  }
  return units
}
