import { useLanguage, useTexts, type Language } from '../text/language.js'

const texts = { en: 'Language', de: 'Sprache' }
// Each language is named in itself, for those who do not read the other one.
const names: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' }

function isLanguage(text: string): text is Language {
  return text in names
}

/** Chooses the language of the page. */
export function LanguageSetting() {
  const label = useTexts(texts)
  const { language, setLanguage } = useLanguage()
  return (
    <label className="field">
      <span>{label}</span>
      <select
        value={language}
        onChange={({ target }) => isLanguage(target.value) && setLanguage(target.value)}
      >
        {Object.entries(names).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
