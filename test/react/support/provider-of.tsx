import type { ReactElement, ReactNode } from 'react'
import type { BudgetBook } from 'budgetbook'
import { BudgetBookProvider } from 'budgetbook/react'

/** A wrapper for tests that gives a book to the component below. */
export function providerOf({ book }: { readonly book: BudgetBook }) {
  return function Provider({ children }: { readonly children: ReactNode }): ReactElement {
    return <BudgetBookProvider book={book}>{children}</BudgetBookProvider>
  }
}
