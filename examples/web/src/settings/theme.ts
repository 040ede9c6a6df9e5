import { recall, remember } from '../glue/remembered.js'

/** The colours of the page: those of the system, or the user's choice. */
export type Theme = 'system' | 'light' | 'dark'

const key = 'theme'

/** The theme that the user chose last. */
export function storedTheme(): Theme {
  const stored = recall(key)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

/** Shows a theme, and keeps it for the next visit. */
export function applyTheme(theme: Theme): void {
  remember(key, theme)
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
