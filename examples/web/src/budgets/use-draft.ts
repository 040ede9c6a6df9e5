import { useState } from 'react'
import { draftOf, keepDraft, type Draft } from './drafts.js'

/** What is typed into the box of a budget, and a function that takes what the user types. */
export function useDraft(
  month: string,
  categoryId: string,
  budget: string | null,
): [draft: Draft, type: (text: string) => void] {
  const [draft, setDraft] = useState(
    () => draftOf(month, categoryId) ?? { text: budget ?? '', before: budget },
  )
  const type = (text: string): void => {
    const typed = { text, before: draft.before }
    keepDraft(month, categoryId, typed)
    setDraft(typed)
  }
  return [draft, type]
}
