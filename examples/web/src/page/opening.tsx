import type { ReactNode } from 'react'
import { LanguageProvider } from '../text/language.js'

/** The page before there is a book to show, or if there will be none. */
export function Opening({ children }: { readonly children: ReactNode }) {
  return (
    <LanguageProvider>
      <main>
        <h1>budgetbook</h1>
        {children}
      </main>
    </LanguageProvider>
  )
}
