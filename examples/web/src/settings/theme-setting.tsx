import { useEffect, useState } from 'react'
import { useTexts } from '../text/language.js'
import { applyTheme, storedTheme, type Theme } from './theme.js'

const texts = {
  en: { theme: 'Theme', system: 'System', light: 'Light', dark: 'Dark' },
  de: { theme: 'Farben', system: 'System', light: 'Hell', dark: 'Dunkel' },
}
const themes: readonly Theme[] = ['system', 'light', 'dark']

/** Chooses light or dark colours. */
export function ThemeSetting() {
  const t = useTexts(texts)
  const [theme, setTheme] = useState(storedTheme)
  useEffect(() => applyTheme(theme), [theme])
  return (
    <label className="field">
      <span>{t.theme}</span>
      <select
        value={theme}
        onChange={({ target }) => setTheme(themes.find((one) => one === target.value) ?? 'system')}
      >
        {themes.map((one) => (
          <option key={one} value={one}>
            {t[one]}
          </option>
        ))}
      </select>
    </label>
  )
}
