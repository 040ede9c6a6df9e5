import { useMemo, useSyncExternalStore } from 'react'
import type { Look } from './drawing.js'

const dark = '(prefers-color-scheme: dark)'
const still = '(prefers-reduced-motion: reduce)'

/** Calls the listener when the user or the system chooses another theme, or wants less motion. */
function subscribe(listener: () => void): () => void {
  const media = [dark, still].map((query) => matchMedia(query))
  for (const one of media) one.addEventListener('change', listener)
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => {
    for (const one of media) one.removeEventListener('change', listener)
    observer.disconnect()
  }
}

/** All that the look depends on, as one text; at the end, whether things may move. */
function themeNow(): string {
  const { theme = 'system' } = document.documentElement.dataset
  return [theme, matchMedia(dark).matches, matchMedia(still).matches ? 'still' : 'animated'].join(' ')
}

/** The colours of a theme: the one that the document has now. */
function lookIn(theme: string): Look {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string): string => style.getPropertyValue(name).trim()
  return {
    text: colour('--text-quiet'),
    line: colour('--line'),
    main: colour('--accent'),
    quiet: colour('--line-strong'),
    isAnimated: theme.endsWith('animated'),
  }
}

/** The colours of the page, read again when the theme changes: a canvas does not see custom properties. */
export function useLook(): Look {
  const theme = useSyncExternalStore(subscribe, themeNow)
  return useMemo(() => lookIn(theme), [theme])
}
