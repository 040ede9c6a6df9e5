/** The first half of what is written; `null` where it has no halves. */
export function firstHalf<Data>(data: Data): Data | null {
  if (typeof data !== 'string' && !(data instanceof Uint8Array) && !Array.isArray(data)) return null
  return data.slice(0, Math.floor(data.length / 2)) as Data
}

/**
 * A copy of a value in which one unit differs: a UTF-16 unit of a text, a byte, a number or a boolean, at whatever
 * depth. What has no units comes back as it is.
 *
 * @param unit - Which, counted through the whole value, and on from the beginning after its end; the middle unless given.
 */
export function damaged<Value>(value: Value, unit?: number): Value {
  const units = unitsOf(value)
  if (units === 0) return value
  const at = (((unit ?? Math.floor(units / 2)) % units) + units) % units
  return damagedAt(value, at) as Value
}

type Container = readonly unknown[] | Readonly<Record<string, unknown>>

function isContainer(value: unknown): value is Container {
  return Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]'
}

function unitsOf(value: unknown): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length
  if (typeof value === 'number' || typeof value === 'boolean') return 1
  if (!isContainer(value)) return 0
  return Object.values(value).reduce((sum: number, part) => sum + unitsOf(part), 0)
}

// The lowest bit: a digit stays a digit, so that what results may well parse.
function damagedAt(value: unknown, at: number): unknown {
  if (typeof value === 'string') {
    return value.slice(0, at) + String.fromCharCode(value.charCodeAt(at) ^ 1) + value.slice(at + 1)
  }
  if (value instanceof Uint8Array) return value.map((byte, index) => (index === at ? byte ^ 1 : byte))
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (!isContainer(value)) return value
  let before = 0
  for (const [key, part] of Object.entries(value)) {
    const units = unitsOf(part)
    if (at < before + units) {
      return Object.assign(Array.isArray(value) ? value.slice() : Object.assign({}, value), {
        [key]: damagedAt(part, at - before),
      })
    }
    before += units
  }
  return value
}
