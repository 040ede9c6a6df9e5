/** The first read has not ended, or nobody listens yet. */
export interface LoadingSnapshot {
  /** Tells the three kinds apart. */
  readonly state: 'loading'
  /** Always `undefined`. */
  readonly value: undefined
  /** Always `undefined`. */
  readonly error: undefined
}

/** The last read ended well. */
export interface ReadySnapshot<T> {
  /** Tells the three kinds apart. */
  readonly state: 'ready'
  /** The value of the last read that ended. */
  readonly value: T
  /** Always `undefined`. */
  readonly error: undefined
  /** Whether a newer read is under way. */
  readonly refreshing: boolean
}

/** The last read rejected. */
export interface FailedSnapshot<T> {
  /** Tells the three kinds apart. */
  readonly state: 'failed'
  /** The last value before the failure, if there was one. */
  readonly value: T | undefined
  /** What the read rejected with. */
  readonly error: unknown
}

/**
 * What is known of an observed read at one moment. It is frozen, and the same object until something happens.
 */
export type Snapshot<T> = LoadingSnapshot | ReadySnapshot<T> | FailedSnapshot<T>

/** The snapshot before the first read. All observed reads share it. */
export const loadingSnapshot: LoadingSnapshot = Object.freeze({
  state: 'loading',
  value: undefined,
  error: undefined,
})

/** The last value that a snapshot knows. */
export function readySnapshot<T>(value: T, refreshing: boolean): ReadySnapshot<T> {
  return Object.freeze({ state: 'ready', value, error: undefined, refreshing })
}

/** A failure that keeps the last value. */
export function failedSnapshot<T>(value: T | undefined, error: unknown): FailedSnapshot<T> {
  return Object.freeze({ state: 'failed', value, error })
}
