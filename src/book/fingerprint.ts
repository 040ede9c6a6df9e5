import { checksum } from '../storage/checksum.js'

/** What tells one request from another under the same operation id: two checksums, one of the text mirrored. */
export function fingerprintOf(request: readonly unknown[]): string {
  const text = canonicalJson(request)
  return `${checksum(text)}${checksum(`${text.length}:${Array.from(text).reverse().join('')}`)}`
}

/** JSON with sorted keys, so that the order in which a caller writes fields makes no other request. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}
