/**
 * What an operation does: `'begin'` opens, locks or begins something; `'read'` and `'write'` say it; `'commit'` makes
 * what was written count.
 */
export type IoAccess = 'begin' | 'read' | 'write' | 'commit'

/** One operation on a storage, as {@link IoFaults} count and tell them apart. */
export interface IoOperation {
  /** What it is called: `'setItem'`, `'rename'`, `'BEGIN'`. */
  readonly name: string
  /** What it does. */
  readonly access: IoAccess
  /** What it is about: a key, a path, a table. */
  readonly target?: string | undefined
  /**
   * Whether it needs more space than there was: a full storage refuses those only.
   * @defaultValue `true` for a `'write'`, else `false`
   */
  readonly grows?: boolean | undefined
}

/** An operation together with how it is done. */
export interface IoTask<Result, Data = undefined> extends IoOperation {
  /**
   * What is written: text, bytes, or a list of statements or records. A torn operation runs with the first half of it,
   * a corrupted one with one unit changed. Without data, it is what was read that gets corrupted.
   */
  readonly data?: Data
  /** Does it; `data` may differ from what was given. */
  readonly run: (data: Data) => Result
  /**
   * Does half of it, where that is something else than running with half of the data: of a move, the copy but not the
   * removal.
   * @defaultValue `run` with the first half of `data`; where there is none, nothing is done
   */
  readonly half?: ((data: Data) => unknown) | undefined
}
