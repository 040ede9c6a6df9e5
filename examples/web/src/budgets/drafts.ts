// What was typed and not saved, by month and category. It survives a change of the month, so no edit is lost.
const drafts = new Map<string, Draft>()

/** A budget that is being typed. */
export interface Draft {
  /** What stands in the box. */
  readonly text: string
  /** The budget when the typing began. If it is different now, somebody else changed it. */
  readonly before: string | null
}

const keyOf = (month: string, categoryId: string): string => `${month} ${categoryId}`

/** The draft of a budget, if there is one. */
export function draftOf(month: string, categoryId: string): Draft | undefined {
  return drafts.get(keyOf(month, categoryId))
}

/** Keeps a draft. */
export function keepDraft(month: string, categoryId: string, draft: Draft): void {
  drafts.set(keyOf(month, categoryId), draft)
}

/** Forgets a draft: it was saved or given up. */
export function dropDraft(month: string, categoryId: string): void {
  drafts.delete(keyOf(month, categoryId))
}
