/**
 * JSON with keys in a fixed order, so that the order of an object's fields makes no difference. The value must be plain data; as
 * with `JSON.stringify`, `undefined` is left out of objects and is null in lists.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  let text = ''
  if (Array.isArray(value)) {
    for (const item of value) text += (text === '' ? '' : ',') + itemText(item)
    return `[${text}]`
  }
  for (const key of sortedKeys(value)) {
    const field = (value as Readonly<Record<string, unknown>>)[key]
    if (field !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(field)}`
  }
  return `{${text}}`
}

/** The {@link canonicalJson} of a list or an object in pieces: each item of the lists in it is one. */
export function* canonicalPieces(value: object): Generator<string, void> {
  if (Array.isArray(value)) {
    yield '['
    for (const [index, item] of value.entries()) {
      if (index > 0) yield ','
      if (Array.isArray(item)) yield* canonicalPieces(item)
      else yield itemText(item)
    }
    yield ']'
    return
  }
  let separator = '{'
  for (const key of sortedKeys(value)) {
    const field = (value as Readonly<Record<string, unknown>>)[key]
    if (field === undefined) continue
    yield `${separator}${JSON.stringify(key)}:`
    if (Array.isArray(field)) yield* canonicalPieces(field)
    else yield canonicalJson(field)
    separator = ','
  }
  yield separator === '{' ? '{}' : '}'
}

/** Whether two objects are equal as JSON. */
export function isSame(a: object, b: object): boolean {
  return canonicalJson(a) === canonicalJson(b)
}

/**
 * The keys of an object in the order of {@link canonicalJson}: sorted by code units, but whole numbers come first, the
 * smallest first. That is the order that sorted entries get in a new object; stored checksums depend on it.
 */
export function sortedKeys(value: object): string[] {
  const keys = Object.keys(value)
  // In any object, whole numbers come first.
  return /^\d/.test(keys[0] ?? '')
    ? Object.keys(Object.fromEntries(keys.sort().map((key) => [key, null])))
    : keys.sort()
}

function itemText(item: unknown): string {
  return item === undefined ? 'null' : canonicalJson(item)
}
