/**
 * Splits minor units by weights. The parts add up to the total. Left-over units go to the parts with the largest
 * remainders; among equal remainders the earlier part gets the unit. A negative total is split like the positive one,
 * mirrored. This is `splitAmount` without decimal.js, which is larger than all of planning.
 *
 * @param weights - Zero or more each, at least one of them above zero.
 */
export function splitUnits(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n) return splitUnits(-total, weights).map((part) => -part)
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  const parts = weights.map((weight) => (total * weight) / whole)
  const left = total - parts.reduce((sum, part) => sum + part, 0n)
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  for (const { index } of byRemainder.slice(0, Number(left))) parts[index] = (parts[index] ?? 0n) + 1n
  return parts
}

/** Weights as whole numbers in the same proportion. Each is plain decimal text, so 0.1 is exactly one tenth. */
export function wholeWeights(weights: readonly string[]): bigint[] {
  const scale = Math.max(0, ...weights.map((weight) => decimalsOf(weight).length))
  return weights.map((weight) => {
    const decimals = decimalsOf(weight)
    return BigInt(weight.replace('.', '')) * 10n ** BigInt(scale - decimals.length)
  })
}

function decimalsOf(weight: string): string {
  return weight.split('.')[1] ?? ''
}
