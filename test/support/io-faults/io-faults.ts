import type { IoAccess, IoOperation, IoTask } from './io-operation.js'

/**
 * What can go wrong with an operation.
 *
 * | kind                   | done?   | what the caller sees                                                            |
 * | ---------------------- | ------- | ------------------------------------------------------------------------------- |
 * | `fail`                 | no      | an error                                                                        |
 * | `crash`                | no      | an error, and from every later operation too, until `restart()`                 |
 * | `tear`                 | in half | the same                                                                        |
 * | `quota`                | no      | from then on, `QuotaExceededError` from all that needs space, until `release()` |
 * | `corrupt`              | yes     | nothing, but one unit of what was written, or else of what was read, differs    |
 * | `lose_acknowledgement` | yes     | an error                                                                        |
 * | `stall`                | later   | nothing, until `release()`. A synchronous operation cannot wait: it fails       |
 */
export type IoFaultKind = 'fail' | 'crash' | 'tear' | 'corrupt' | 'quota' | 'lose_acknowledgement' | 'stall'

/** Which operation a fault strikes, and how. */
export interface IoFaultOptions {
  /**
   * The how-many-eth operation from now on, of those that `on` lets count; from 1.
   * @defaultValue `1`, the next
   */
  readonly at?: number | undefined
  /**
   * Which operations count: those of an access, or those for which a function says so.
   * @defaultValue all of them
   */
  readonly on?: IoAccess | ((operation: IoOperation) => boolean) | undefined
  /**
   * What comes out, for every kind in which something does.
   * @defaultValue an {@link IoFaultError}
   */
  readonly error?: Error | undefined
  /**
   * Which unit gets corrupted: of all UTF-16 units, bytes, numbers and booleans, from 0, or from the end where it is
   * negative; goes round where there are fewer.
   * @defaultValue the one in the middle
   */
  readonly unit?: number | undefined
}

/** A fault that waits for its operation. */
export interface ArmedFault {
  /** The operation that it struck; `null` before. A loop over every operation ends where it stays so. */
  readonly struck: IoOperation | null
  /** Resolves as soon as it strikes. */
  readonly whenStruck: Promise<IoOperation>
  /** Takes it back where it has not struck yet. */
  disarm(): void
}

/** What shall become of one operation: for those of events and callbacks, which {@link IoFaults.perform} cannot do. */
export interface IoVerdict {
  /** To be awaited first; rejects where the process has crashed in the meantime. `null`: go on at once. */
  readonly wait: Promise<void> | null
  /** Do nothing but fail with this. */
  readonly refusal: Error | null
  /** Do half of it, then fail with `failure`. */
  readonly isTorn: boolean
  /** Do it, but fail with this then. */
  readonly failure: Error | null
  /** Gives what is to be written, or what was read, instead: a copy with one unit changed, where that is wanted. */
  readonly corrupt: (<Value>(value: Value) => Value) | null
}

/** Counts the operations on a storage, and lets those go wrong that a test wants to. */
export interface IoFaults {
  /** Every operation that was asked for, done or not, since the beginning or the last `restart()`; oldest first. */
  readonly operations: readonly IoOperation[]
  /** Whether the process has crashed. */
  readonly isDown: boolean
  /**
   * Lets an operation go wrong. Any number of faults may wait at once; where several strike one operation, it waits
   * first, then fails.
   *
   * @throws `invalid_input` for a kind that there is not, and for an operation that can never come.
   */
  arm(kind: IoFaultKind, options?: IoFaultOptions): ArmedFault
  /** Lets what is stalled go on, and gives the full storage space. */
  release(): void
  /**
   * A new process on the same storage: nothing is armed, stalled or full any more, and counting starts anew. What the
   * old process still waits for fails. Drop its clients: what they do from now on would be done.
   */
  restart(): void
  /** Does an operation, or lets it go wrong. */
  perform<Result, Data = undefined>(task: IoTask<Result, Data>): Promise<Awaited<Result>>
  /** Does a synchronous operation, or lets it go wrong. */
  performSync<Result, Data = undefined>(task: IoTask<Result, Data>): Result
  /** Counts an operation, and says what shall become of it; whoever asks sees to it. */
  decide(operation: IoOperation): IoVerdict
}
