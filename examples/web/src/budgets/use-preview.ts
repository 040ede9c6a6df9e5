import type { AllocationDecision } from 'budgetbook'
import { useObserved, type ObservedResult } from 'budgetbook/react'
import { useEffect, useState } from 'react'
import { subscribeToPolicyMode } from '../book/policy.js'
import { useDebounced } from '../glue/use-debounced.js'

const pause = 120 // milliseconds without a keystroke

/** What stands in the box, as `allocate` and `preview` take it: an empty box removes the budget. */
export function amountOf(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

/** What the book would say to a budget; `null` if it would be what it is. */
export type Preview = ObservedResult<AllocationDecision | null>

/**
 * Asks the book what it would say to the text in the box, when the typing pauses, and again when anything changes in the
 * month, in any tab. Another text aborts the question, so an older answer never replaces a newer one.
 */
export function usePreview(month: string, categoryId: string, text: string, saved: string | null): Preview {
  const amount = useDebounced(amountOf(text), pause)
  const preview = useObserved(
    async (book, signal) =>
      amount === saved ? null : book.budgets.preview(month, [{ categoryId, amount }], { signal }),
    [month, categoryId, amount, saved],
    { months: [month] },
  )
  // No event of the book tells that the policy has changed.
  useEffect(() => subscribeToPolicyMode(preview.refresh), [preview.refresh])
  // The last answer stands until the next one comes, so that the text below the box does not flicker.
  const [shown, setShown] = useState(preview)
  if (preview.state !== 'loading' && preview !== shown) setShown(preview)
  return preview.state === 'loading' ? shown : preview
}
