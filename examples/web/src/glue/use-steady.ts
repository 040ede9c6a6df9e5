import type { ObservedResult } from 'budgetbook/react'
import { useState } from 'react'

/**
 * What a panel shows: the value that was read, or while another month is read for the first time, the value before. So
 * the page does not flicker when the month changes.
 */
export function useSteady<T>({ state, value }: ObservedResult<T>): T | undefined {
  const [last, setLast] = useState(value)
  if (value !== undefined && value !== last) setLast(value)
  return value ?? (state === 'loading' ? last : undefined)
}
