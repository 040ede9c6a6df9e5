/**
 * A map that nobody can change, so that everybody can share it: Object.freeze alone leaves the entries of a Map open.
 * Copying one into another is as fast as copying a Map.
 */
class FrozenMap<Key, Value> extends Map<Key, Value> {
  static {
    // Test frameworks take maps of different constructors for different.
    Object.defineProperty(this.prototype, 'constructor', { value: Map })
  }

  constructor(map: ReadonlyMap<Key, Value>, changes?: Changes<Key, Value>) {
    // Not super(map), which would call set.
    super()
    for (const [key, value] of map) super.set(key, value)
    for (const [key, value] of changes ?? []) {
      if (value === undefined) super.delete(key)
      else super.set(key, value)
    }
    Object.freeze(this)
  }

  override set(): never {
    throw refusal()
  }

  override delete(): never {
    throw refusal()
  }

  override clear(): never {
    throw refusal()
  }
}

/** New values by key. `undefined` removes a key. */
type Changes<Key, Value> = ReadonlyMap<Key, Value | undefined>

function refusal(): TypeError {
  return new TypeError('This map is frozen. Change a copy: new Map(map)')
}

function isFrozenMap(map: object): boolean {
  return map instanceof FrozenMap
}

/** A copy of a map that nobody can change. A frozen map is not copied. */
export function frozenMap<Key, Value>(map: ReadonlyMap<Key, Value>): ReadonlyMap<Key, Value> {
  return isFrozenMap(map) ? map : new FrozenMap(map)
}

/** A frozen copy of a map, with changes. */
export function changedMap<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  changes: Changes<Key, Value>,
): ReadonlyMap<Key, Value> {
  return new FrozenMap(map, changes)
}
