/** A mistake that somebody could make in good faith. */
export interface Mutant {
  /** What was forgotten, as a reviewer would say it. */
  readonly fault: string
  /** The source, from the root of the repository. */
  readonly file: string
  /** The code to replace. It occurs exactly once. */
  readonly find: string
  /** The code with the fault. */
  readonly replace: string
}
