const refusal = {
  value: (): never => {
    throw new TypeError('This map is frozen. Change a copy: new Map(map)')
  },
}
const refusals = { set: refusal, delete: refusal, clear: refusal }

/** A copy of a map that nobody can change, so that everybody can share it. A frozen map is not copied. */
export function frozenMap<Key, Value>(map: ReadonlyMap<Key, Value>): ReadonlyMap<Key, Value> {
  // Freezing a Map leaves its entries open, so the methods that change them refuse.
  return Object.isFrozen(map) ? map : Object.freeze(Object.defineProperties(new Map(map), refusals))
}
