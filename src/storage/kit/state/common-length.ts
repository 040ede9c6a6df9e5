/**
 * How many elements two lists have in common at their beginning. Most changes add one entity at the end of a list that
 * may be long.
 */
export function commonLength(one: readonly unknown[], other: readonly unknown[]): number {
  if (one === other) return one.length
  let length = 0
  while (length < one.length && length < other.length && one[length] === other[length]) length++
  return length
}
