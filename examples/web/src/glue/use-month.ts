import { parseMonth } from 'budgetbook'
import { useSyncExternalStore } from 'react'

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

// Somebody may have typed the address, or followed a link to a heading: what is not a month does not count.
function monthInAddress(): string {
  try {
    return parseMonth(location.hash.slice(1))
  } catch {
    return ''
  }
}

/** The month in the address, `#2026-02`: it survives a reload, and the back button goes to the month before. */
export function useMonth(fallback: string): [month: string, setMonth: (month: string) => void] {
  const month = useSyncExternalStore(subscribe, monthInAddress) || fallback
  return [month, (next) => void (location.hash = next)]
}
