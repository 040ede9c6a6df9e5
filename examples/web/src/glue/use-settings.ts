import type { Settings } from 'budgetbook'
import { useObserved, type ObservedResult } from 'budgetbook/react'

/** The settings of the book. */
export function useSettings(): ObservedResult<Settings> {
  return useObserved(async (book, signal) => book.settings.get({ signal }), [])
}
