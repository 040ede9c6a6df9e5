import type { CategoryGroup } from 'budgetbook'
import { useObserved, type ObservedResult } from 'budgetbook/react'

/** The groups in the user's order. */
export function useGroups(): ObservedResult<readonly CategoryGroup[]> {
  return useObserved(async (book, signal) => book.groups.list({ signal }), [])
}
