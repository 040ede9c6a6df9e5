/** The colours of the page: those of the system, or the user's choice. */
export type Theme = 'system' | 'light' | 'dark'

const key = 'budgetbook-web:theme'

/** The theme that the user chose last. */
export function storedTheme(): Theme {
  const stored = localStorage.getItem(key)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

/** Shows a theme, and keeps it for the next visit. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(key, theme)
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
