import { Decimal } from 'decimal.js'

/**
 * decimal.js with settings of its own, so that nothing here depends on, or changes, what an app configures. 100
 * digits are more than the product of any amount and any rate has, so multiplying never rounds.
 */
export const ExactDecimal = Decimal.clone({
  defaults: true,
  precision: 100,
  toExpNeg: -1_000,
  toExpPos: 1_000,
})
