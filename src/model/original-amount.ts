import * as z from 'zod/mini'
import type { Amount } from '../money/amount.js'
import type { CurrencyCode } from '../money/currency.js'
import { amountSchema, currencySchema, rateSchema } from './fields.js'
import { words, type Schema } from './schema.js'

/** What an expense was in another currency. No total and no limit looks at it. */
export interface OriginalAmount {
  /** In `currency`; below zero for a refund. */
  readonly amount: Amount
  /** ISO 4217. */
  readonly currency: CurrencyCode
  /**
   * How many units of the book's currency one unit of `currency` was worth: a plain decimal above zero. A change of the
   * book's currency leaves it as it is.
   */
  readonly rate: string
}

/** An original amount, as it is stored. Loose: a newer minor version may have added fields. */
export const originalAmountSchema: Schema<OriginalAmount, object> = z.looseObject(
  { amount: amountSchema, currency: currencySchema, rate: rateSchema },
  words,
)
