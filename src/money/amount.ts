import type { Decimal } from 'decimal.js'
import type { Brand } from '../lib/brand.js'

/**
 * Money as canonical decimal text at the scale of its currency: `"1500.00"` in USD, `"1500"` in JPY, `"1.500"` in
 * KWD, `"-12.50"` for a refund. At run time it is plain text: it survives JSON, `structuredClone` and every database,
 * and `new Decimal(amount)` reads it. Do not compare amounts with `<`; use {@link compareAmounts}.
 */
export type Amount = string & Brand<'Amount'>

/**
 * What users may pass for an amount: plain decimal text, a number of at most 15 significant digits, or a decimal.js
 * `Decimal` (of any copy of that package).
 */
export type AmountInput = string | number | Decimal
