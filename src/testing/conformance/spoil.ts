/**
 * Changes everything that can be changed in a value, at every depth, as a careless caller might. Frozen objects, and
 * maps that refuse to be changed, stay as they are.
 */
export function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  if (value instanceof Map) {
    for (const item of value.values()) spoil(item)
    try {
      value.set('spoiled', 'spoiled')
    } catch {
      // It refuses, so nobody can change what others see.
    }
    return
  }
  for (const key of Object.keys(value)) {
    const item: unknown = Reflect.get(value, key)
    if (typeof item === 'object' && item !== null) spoil(item)
    else Reflect.set(value, key, 'spoiled')
  }
  Reflect.set(value, Array.isArray(value) ? value.length : 'spoiled', 'spoiled')
}
