import * as z from 'zod'
import { atPath, invalidInput } from '../errors/invalid-input.js'
import type { CivilDate } from '../calendar/civil-date.js'
import type { Month } from '../calendar/month.js'
import { parseAmount } from '../money/parse-amount.js'
import type { Amount } from '../money/amount.js'
import type { CurrencyCode } from '../money/currency.js'
import {
  amountSchema,
  civilDateSchema,
  currencySchema,
  descriptionSchema,
  idSchema,
  metadataSchema,
  monthSchema,
  monthStartDaySchema,
  nameSchema,
  timestampSchema,
} from './fields.js'
import type { Metadata } from './metadata.js'
import { refusing } from './validate.js'

/** What a book is kept in. */
export interface Settings {
  /** ISO 4217; `INR` in a new book. */
  readonly currency: CurrencyCode
  /** What all budgets of a month may come to, inclusive; zero allows nothing, `null` anything. */
  readonly monthlyLimit: Amount | null
  /** The day on which budget months start, 1 to 28; 1 in a new book. */
  readonly monthStartDay: number
}

/** Something that money is budgeted for. */
export interface Category {
  /** Unique in the book. */
  readonly id: string
  /** 1 to 100 characters, unique in the book regardless of case and Unicode form. */
  readonly name: string
  /** An archived category keeps what it has, and takes no new budget and no new expense. */
  readonly archived: boolean
  /** The app's own. */
  readonly metadata: Metadata
  /** When it was created: an instant in UTC. */
  readonly createdAt: string
  /** When it was last changed: an instant in UTC. */
  readonly updatedAt: string
}

/** What is budgeted for a category in a month; one at most for each. */
export interface Budget {
  /** Unique in the book. */
  readonly id: string
  /** Its category. */
  readonly categoryId: string
  /** Its month. */
  readonly month: Month
  /** Zero or more; zero means: spend nothing here. */
  readonly amount: Amount
  /** The app's own. */
  readonly metadata: Metadata
  /** When it was created: an instant in UTC. */
  readonly createdAt: string
  /** When it was last changed: an instant in UTC. */
  readonly updatedAt: string
}

/** Money spent, or a refund. */
export interface Expense {
  /** Unique in the book. */
  readonly id: string
  /** Its category. */
  readonly categoryId: string
  /** Above zero; below zero it is a refund. Zero only after a change of currency has rounded it so. */
  readonly amount: Amount
  /** The day it counts for; which month that is depends on the month's start day. */
  readonly date: CivilDate
  /** Up to 500 characters; `''` by default. */
  readonly description: string
  /** The app's own. */
  readonly metadata: Metadata
  /** When it was recorded: an instant in UTC. */
  readonly createdAt: string
  /** When it was last changed: an instant in UTC. */
  readonly updatedAt: string
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

/** Zero or more: stored amounts are canonical, so the sign is all there is to see. */
const allowanceSchema = amountSchema.superRefine(
  refusing((amount: Amount) => {
    if (amount.startsWith('-')) throw invalidInput('negative_amount', 'Must be zero or more')
  }),
)

const origin = { metadata: metadataSchema, createdAt: timestampSchema, updatedAt: timestampSchema }

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
  .object({
    currency: currencySchema,
    monthlyLimit: allowanceSchema.nullable(),
    monthStartDay: monthStartDaySchema,
  })
  .superRefine(
    refusing(({ currency, monthlyLimit }: Settings) => {
      if (monthlyLimit === null) return
      const canonical = atPath(['monthlyLimit'], () => parseAmount(monthlyLimit, currency))
      if (canonical !== monthlyLimit) {
        throw invalidInput('invalid_amount', 'Not a canonical amount of the currency', ['monthlyLimit'])
      }
    }),
  )

/**
 * The zod schema of {@link Category}.
 *
 * @example
 * ```ts
 * import { categorySchema, createMemoryAdapter, openBudgetBook } from 'budgetbook'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * const category = await book.categories.create({ name: 'Travel' })
 * console.log(categorySchema.safeParse(JSON.parse(JSON.stringify(category))).success) // => true
 * ```
 */
export const categorySchema = z.object({ id: idSchema, name: nameSchema, archived: z.boolean(), ...origin })

/**
 * The zod schema of {@link Budget}.
 *
 * @example
 * ```ts
 * import { budgetSchema } from 'budgetbook'
 *
 * console.log(budgetSchema.shape.amount.safeParse('0.00').success) // => true
 * console.log(budgetSchema.shape.amount.safeParse('-1.00').success) // => false
 * ```
 */
export const budgetSchema = z.object({
  id: idSchema,
  categoryId: idSchema,
  month: monthSchema,
  amount: allowanceSchema,
  ...origin,
})

/**
 * The zod schema of {@link Expense}.
 *
 * @example
 * ```ts
 * import { expenseSchema } from 'budgetbook'
 *
 * console.log(expenseSchema.shape.amount.safeParse('-1.00').success) // => true
 * console.log(expenseSchema.shape.date.safeParse('2026-02-29').success) // => false
 * ```
 */
export const expenseSchema = z.object({
  id: idSchema,
  categoryId: idSchema,
  amount: amountSchema,
  date: civilDateSchema,
  description: descriptionSchema,
  ...origin,
})
