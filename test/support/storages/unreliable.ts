type Path = readonly (string | number)[]

/** The paths of a plain value and of everything in it, `[]` first. */
export function pathsOf(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [[]]
  const inside = Object.entries(value).flatMap(([key, part]) => pathsOf(part).map((path) => [key, ...path]))
  return [[], ...inside]
}

/** A copy of a plain value with something else at a path. */
export function replaceAt(value: unknown, [key, ...path]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }
  const part = (copy as Record<string | number, unknown>)[key]
  return Object.assign(copy, { [key]: replaceAt(part, path, replacement) })
}

/**
 * A value that can be read `reads` times, in whatever part of it; from then on, every read runs `fail`, and gives what
 * that gives.
 */
export function unreliable<Value>(value: Value, reads: number, fail: () => unknown): Value {
  let left = reads
  const wrap = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part
    return new Proxy(part, {
      get: (target, key) => {
        if (left-- <= 0) return fail()
        return wrap(Reflect.get(target, key))
      },
    })
  }
  return wrap(value) as Value
}
