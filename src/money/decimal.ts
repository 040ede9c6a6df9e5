import { Decimal as SharedDecimal } from 'decimal.js'

/**
 * The package's own copy of decimal.js. An app's `Decimal.set` does not change it, and it does not change an app's
 * decimals. At the default of 20 digits, decimal.js rounds silently. 100 digits are enough for the longest product
 * here: a total of 40 digits times a rate of 35 or a weight of 43.
 */
export const Decimal = /* @__PURE__ */ SharedDecimal.clone({ defaults: true, precision: 100 })

/** A number of {@link Decimal}. */
export type Decimal = SharedDecimal
