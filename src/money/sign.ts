import { invalidInput } from '../errors/invalid-input.js'

// The rules for signs of amounts. `what` names the amount in the message, as in `A budget`.

/** Refuses zero with the issue `zero_amount`. An expense is above zero, a refund below. */
export function requireNonzero(units: bigint, what: string): bigint {
  if (units !== 0n) return units
  throw invalidInput(
    'zero_amount',
    `${what} must not be zero. Use an amount above zero, or below zero for a refund`,
  )
}

/** Refuses an amount below zero with the issue `negative_amount`. A budget and a limit are zero or more. */
export function requireNonnegative(units: bigint, what: string): bigint {
  if (units >= 0n) return units
  throw invalidInput('negative_amount', `${what} must be zero or more`)
}

/** Refuses zero with the issue `zero_amount`, and less with `negative_amount`. A hold is above zero. */
export function requirePositive(units: bigint, what: string): bigint {
  if (units > 0n) return units
  throw invalidInput(units === 0n ? 'zero_amount' : 'negative_amount', `${what} must be above zero`)
}
