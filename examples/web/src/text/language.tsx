import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { recall, remember } from '../glue/remembered.js'

/** The languages of the page. */
export type Language = 'en' | 'de'

/** The texts of one component, in each language. */
export type Translations<Texts> = Readonly<Record<Language, Texts>>

interface LanguageChoice {
  readonly language: Language
  readonly setLanguage: (language: Language) => void
}

const key = 'language'
const LanguageContext = createContext<LanguageChoice>({ language: 'en', setLanguage: () => undefined })

function initialLanguage(): Language {
  const chosen = recall(key) ?? navigator.language.slice(0, 2)
  return chosen === 'de' ? 'de' : 'en'
}

/** Lets the user choose the language of everything below. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(initialLanguage)
  useEffect(() => {
    document.documentElement.lang = language
    remember(key, language)
  }, [language])
  const choice = useMemo(() => ({ language, setLanguage }), [language])
  return <LanguageContext.Provider value={choice}>{children}</LanguageContext.Provider>
}

/** The language, and the function that chooses another one. */
export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext)
}

/** The texts of a component in the user's language. */
export function useTexts<Texts>(translations: Translations<Texts>): Texts {
  return translations[useLanguage().language]
}
