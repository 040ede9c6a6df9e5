import * as z from 'zod/mini'
import { atPath, invalidInput } from '../../errors/invalid-input.js'
import { amountInputSchema, currencySchema } from '../../model/fields.js'
import type { OriginalAmount } from '../../model/original-amount.js'
import { converted } from '../../model/schema.js'
import type { Amount, AmountInput } from '../../money/amount.js'
import { convertAmount, readRate } from '../../money/convert.js'
import type { CurrencyCode } from '../../money/currency.js'
import { readAmount } from '../../money/parse-amount.js'

/** What a caller passes as the original amount of an expense. The rate becomes text without trailing zeros. */
export const originalInputSchema = z.strictObject({
  amount: amountInputSchema,
  currency: currencySchema,
  rate: converted<string, AmountInput>((rate) => readRate(rate as AmountInput).toFixed()),
})

/** What is said of an expense without any money. */
export const noMoney = 'Pass the amount, or an original amount to convert'

interface MoneyInput {
  readonly amount?: AmountInput | undefined
  readonly original?: z.output<typeof originalInputSchema> | null | undefined
}

/** The money of an expense: in the book's currency, and in another one if it was paid in that. */
export interface ExpenseMoney {
  readonly amount: Amount
  readonly original: OriginalAmount | null
}

/** Reads the money of a new expense or a refund: not zero. Without an amount, the original one is converted. */
export function readExpenseMoney(
  { amount, original = null }: MoneyInput,
  currency: CurrencyCode,
): ExpenseMoney {
  const kept = original && readOriginal(original)
  if (amount !== undefined) return { amount: readExpenseAmount(amount, currency), original: kept }
  if (kept) return { amount: convertOriginal(kept, currency), original: kept }
  throw invalidInput('required', noMoney, ['amount'])
}

/**
 * Reads the money of a changed expense. What is absent stays. A new original amount without an amount is converted, as
 * for a new expense.
 */
export function readChangedMoney(
  { amount, original }: MoneyInput,
  currency: CurrencyCode,
): Partial<ExpenseMoney> {
  if (amount === undefined && !original) return original === null ? { original } : {}
  const money = readExpenseMoney({ amount, original }, currency)
  return original === undefined ? { amount: money.amount } : money
}

function readOriginal(original: z.output<typeof originalInputSchema>): OriginalAmount {
  const { amount, currency, rate } = original
  return { amount: atPath(['original'], () => readExpenseAmount(amount, currency)), currency, rate }
}

function convertOriginal({ amount, currency: from, rate }: OriginalAmount, to: CurrencyCode): Amount {
  return atPath(['original'], () => {
    const own = convertAmount(amount, { from, to, rate })
    if (/[1-9]/.test(own)) return own
    throw invalidInput(
      'zero_amount',
      `The amount rounds to zero when it is converted to ${to}. Check the rate, or pass the amount in ${to} too`,
      ['amount'],
    )
  })
}

function readExpenseAmount(amount: AmountInput, currency: CurrencyCode): Amount {
  return atPath(['amount'], () => readAmount(amount, currency, 'nonzero', 'An expense'))
}
