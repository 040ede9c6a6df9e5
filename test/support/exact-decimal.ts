/**
 * Decimal text and integers, done the slow and obvious way and without anything of `src`: what the tests hold the
 * library's own arithmetic against.
 */

/** Minor units as canonical text: put the digits down, move the point, mind the sign. */
export function textOfUnits(units: bigint, scale: number): string {
  const unit = 10n ** BigInt(scale)
  const size = units < 0n ? -units : units
  const decimals = scale === 0 ? '' : `.${String((size % unit) + unit).slice(1)}`
  return `${units < 0n ? '-' : ''}${size / unit}${decimals}`
}

/** Canonical text as minor units. */
export function unitsOfText(text: string, scale: number): bigint {
  const [whole = '', decimals = ''] = text.split('.')
  return BigInt(whole + decimals.padEnd(scale, '0'))
}

/** The most minor units that an amount of 15 integer digits has. */
export function mostUnits(scale: number): bigint {
  return 10n ** BigInt(15 + scale) - 1n
}
