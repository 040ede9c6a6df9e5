/** JSON with sorted keys, so that the order of an object's fields makes no difference. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}

/** Whether two objects are equal as JSON. */
export function isSame(a: object, b: object): boolean {
  return canonicalJson(a) === canonicalJson(b)
}
