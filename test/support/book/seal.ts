/**
 * The checksum of a document, done without anything of `src`, as a foreign program would: FNV-1a over the UTF-16 units
 * of its JSON with sorted keys.
 */
function checksumOf(body: object): string {
  let hash = 0x811c9dc5
  for (const unit of sortedJson(body).split('')) hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, field]) => `${JSON.stringify(key)}:${sortedJson(field)}`).join(',')}}`
}

/** A copy of a document that was changed, with the checksum that fits it. */
export function resealed(document: object, change: (body: Record<string, unknown>) => void): unknown {
  const { checksum: _, ...body } = structuredClone(document) as Record<string, unknown>
  change(body)
  return { ...body, checksum: checksumOf(body) }
}
