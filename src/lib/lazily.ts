/**
 * Gives an object a field that is computed when it is read. All objects share the getter: V8 gives each object with a
 * getter of its own a hidden class, which keeps all that the getter reaches until a full collection.
 */
export function lazily<Owner extends object, Key extends keyof Owner>(
  owner: Owner,
  key: Key,
  get: (this: Owner) => Owner[Key],
): void {
  Object.defineProperty(owner, key, { enumerable: true, get })
}
