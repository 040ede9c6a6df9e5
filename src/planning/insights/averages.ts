import { divideRounded } from '../../money/ratio.js'

/** The mean of amounts in minor units, rounded half away from zero; `null` without amounts. */
export function meanOf(units: readonly bigint[]): bigint | null {
  if (units.length === 0) return null
  const sum = units.reduce((total, amount) => total + amount, 0n)
  return divideRounded(sum, BigInt(units.length))
}

/**
 * The median of amounts in minor units: the middle one, or the mean of the two in the middle, rounded half away from
 * zero. `null` without amounts.
 */
export function medianOf(units: readonly bigint[]): bigint | null {
  const sorted = sortedUnits(units)
  // For an odd number of amounts, both are the one in the middle.
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  const upper = sorted[Math.floor(sorted.length / 2)]
  return lower === undefined || upper === undefined ? null : divideRounded(lower + upper, 2n)
}

/** Amounts in minor units, the least first. */
export function sortedUnits(units: readonly bigint[]): bigint[] {
  return [...units].sort(compareUnits)
}

/** Orders amounts in minor units, the least first. */
export function compareUnits(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
