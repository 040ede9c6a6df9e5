import { Decimal as SharedDecimal } from 'decimal.js'

/**
 * The decimals of this package: a copy of decimal.js of its own, so that no app's `Decimal.set` changes a rate or a share,
 * and nothing here changes an app's decimals. At 20 digits, the default, decimal.js rounds silently; the longest product
 * here, a total of 40 digits times a rate of 35 or a weight of 43, is exact in 100.
 */
export const Decimal = /* @__PURE__ */ SharedDecimal.clone({ defaults: true, precision: 100 })

/** A number of {@link Decimal}. */
export type Decimal = SharedDecimal
