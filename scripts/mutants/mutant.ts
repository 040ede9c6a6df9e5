/** A fault that somebody could make in good faith. */
export interface Mutant {
  /** What was forgotten, as a reviewer would say it. */
  readonly fault: string
  /** The source, from the root of the repository. */
  readonly file: string
  /** What stands there: exactly once. */
  readonly find: string
  /** What the fault makes of it. */
  readonly replace: string
}
