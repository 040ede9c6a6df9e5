/** Changing the currency, done the slow and obvious way and without anything of `src`. */

/** Decimals of the currencies that the tests of the book use: one of each kind, and some to change between. */
export const scales: Readonly<Record<string, number>> = { INR: 2, USD: 2, JPY: 0, KWD: 3, CLF: 4 }

export function scaleOf(currency: string): number {
  const scale = scales[currency]
  if (scale === undefined) throw new Error(`Not a currency of these tests: ${currency}`)
  return scale
}

/** What one unit of the old currency is worth, and how halves of a minor unit are rounded. */
export interface Conversion {
  readonly from: string
  readonly to: string
  /** Plain decimal text. */
  readonly rate: string
  readonly rounding: 'half-even' | 'half-up'
}

/** Minor units of the old currency as minor units of the new one. */
export function convertUnits(units: bigint, { from, to, rate, rounding }: Conversion): bigint {
  const [whole = '', decimals = ''] = rate.split('.')
  const numerator = units * BigInt(whole + decimals) * 10n ** BigInt(scaleOf(to))
  const denominator = 10n ** BigInt(decimals.length + scaleOf(from))
  const size = numerator < 0n ? -numerator : numerator
  const floor = size / denominator
  const twiceLeft = 2n * (size % denominator)
  const up =
    twiceLeft > denominator || (twiceLeft === denominator && (rounding === 'half-up' || floor % 2n === 1n))
  const rounded = up ? floor + 1n : floor
  return numerator < 0n ? -rounded : rounded
}

/** Whether an amount has more than 15 integer digits. */
export function isTooLarge(units: bigint, currency: string): boolean {
  const most = 10n ** BigInt(15 + scaleOf(currency))
  return units >= most || units <= -most
}

/** A month's budgets: the total is converted, and its units go round by largest remainder, ties to the earlier one. */
export function convertMonth(budgets: readonly bigint[], conversion: Conversion): bigint[] {
  const before = budgets.reduce((sum, units) => sum + units, 0n)
  if (before === 0n) return [...budgets]
  const after = convertUnits(before, conversion)
  const parts = budgets.map((units) => (units * after) / before)
  const remainders = budgets.map((units) => (units * after) % before)
  let left = after - parts.reduce((sum, units) => sum + units, 0n)
  while (left > 0n) {
    const largest = remainders.reduce((best, one) => (one > best ? one : best))
    const at = remainders.indexOf(largest)
    parts[at]! += 1n
    remainders[at] = -1n
    left -= 1n
  }
  return parts
}
