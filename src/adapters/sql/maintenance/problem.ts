/** Something that is wrong in a book's rows. */
export interface BookProblem {
  /** The table, without the prefix, and the key of the row: `totals["user-1","2026-02","category-1"]`. */
  readonly location: string
  /** For people. */
  readonly reason: string
}

/** The problem as callers see it, without other fields. */
export function problemOf({ location, reason }: BookProblem): BookProblem {
  return { location, reason }
}
