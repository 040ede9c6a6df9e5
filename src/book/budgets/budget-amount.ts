import { atPath } from '../../errors/invalid-input.js'
import type { Amount, AmountInput } from '../../money/amount.js'
import type { CurrencyCode } from '../../money/currency.js'
import { readAmount } from '../../money/parse-amount.js'

/** Reads the amount of a budget: zero or more, in the book's currency. */
export function readBudgetAmount(
  amount: AmountInput,
  currency: CurrencyCode,
  path: (string | number)[],
): Amount {
  return atPath(path, () => readAmount(amount, currency, 'nonnegative', 'A budget'))
}
