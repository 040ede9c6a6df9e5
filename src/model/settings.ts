import * as z from 'zod/mini'
import { atPath, invalidInput } from '../errors/invalid-input.js'
import { writeMinorUnits } from '../money/minor-units.js'
import { parseMinorUnits } from '../money/parse-amount.js'
import type { Amount } from '../money/amount.js'
import { scaleOf, type CurrencyCode } from '../money/currency.js'
import { allowanceSchema, currencySchema, monthStartDaySchema } from './fields.js'
import { catching, words } from './schema.js'

/** A book's currency, monthly limit and start day. */
export interface Settings {
  /** ISO 4217; `INR` in a new book. */
  readonly currency: CurrencyCode
  /** The most that the budgets of a month may add up to, inclusive. Zero allows nothing; `null` means no limit. */
  readonly monthlyLimit: Amount | null
  /** The day on which budget months start, 1 to 28; 1 in a new book. */
  readonly monthStartDay: number
}

/**
 * The settings of a new book: INR, no limit, months that start on the 1st.
 *
 * @example
 * ```ts
 * import { defaultSettings } from 'budgetbook'
 *
 * console.log(defaultSettings) // => { currency: 'INR', monthlyLimit: null, monthStartDay: 1 }
 * ```
 */
export const defaultSettings: Settings = {
  currency: 'INR' as CurrencyCode,
  monthlyLimit: null,
  monthStartDay: 1,
}

/**
 * The zod schema of {@link Settings}: the limit must be canonical in the currency.
 *
 * @example
 * ```ts
 * import { settingsSchema } from 'budgetbook'
 *
 * const settings = { currency: 'USD', monthlyLimit: '5000.00', monthStartDay: 1 }
 * console.log(settingsSchema.safeParse(settings).success) // => true
 * console.log(settingsSchema.safeParse({ ...settings, monthlyLimit: '5000' }).success) // => false
 * ```
 */
export const settingsSchema = z
  .object(
    {
      currency: currencySchema,
      monthlyLimit: z.nullable(allowanceSchema),
      monthStartDay: monthStartDaySchema,
    },
    words,
  )
  .check(
    catching(({ currency, monthlyLimit }: Settings) => {
      if (monthlyLimit === null) return
      const scale = scaleOf(currency)
      const units = atPath(['monthlyLimit'], () => parseMinorUnits(monthlyLimit, scale))
      if (writeMinorUnits(units, scale) !== monthlyLimit) {
        throw invalidInput('invalid_amount', 'Not a canonical amount of the currency', ['monthlyLimit'])
      }
    }),
  )
