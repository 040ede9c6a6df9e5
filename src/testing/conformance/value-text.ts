/**
 * A value as text. Equal values give the same text: keys and Map entries are sorted, so that only what an adapter
 * promises is compared. An own key `__proto__` is a key like any other.
 */
export function textOfValue(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (value instanceof Map) return `Map ${textOfEntries([...value])}`
  if (Array.isArray(value)) return `[${value.map(textOfValue).join(', ')}]`
  if (typeof value === 'object' && value !== null) return textOfEntries(Object.entries(value))
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

function textOfEntries(entries: readonly (readonly [unknown, unknown])[]): string {
  const texts = entries.map(([key, item]) => `${textOfValue(key)}: ${textOfValue(item)}`)
  return `{${texts.sort().join(', ')}}`
}

// How much text is shown before the first difference, and how much of a long text.
const context = 60
const longest = 400

/** Two different texts, cut to the part where they differ. */
export function aroundDifference(a: string, b: string): readonly [a: string, b: string] {
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  const from = Math.max(0, same - context)
  const cut = (text: string): string =>
    text.length <= longest
      ? text
      : `${from > 0 ? '…' : ''}${text.slice(from, from + longest)}${text.length > from + longest ? '…' : ''}`
  return [cut(a), cut(b)]
}
