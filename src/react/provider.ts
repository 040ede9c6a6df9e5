import { createContext, createElement, useContext, type ReactElement, type ReactNode } from 'react'
import type { BudgetBook } from '../book/budget-book.js'
import { invalidInput } from '../errors/invalid-input.js'

const BookContext = createContext<BudgetBook | null>(null)

/** The props of {@link BudgetBookProvider}. */
export interface BudgetBookProviderProps {
  /** The open book. If it changes to another book, every hook below reads again. The provider does not close it. */
  readonly book: BudgetBook
  /** The components that use the book. */
  readonly children?: ReactNode
}

/**
 * Gives a book to all components below. Open the book once, outside of the components, for example before the first
 * render: a component that opens it would open two in StrictMode.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
 * import { BudgetBookProvider, useUtilization } from 'budgetbook/react'
 * import { createElement } from 'react'
 * import { renderToString } from 'react-dom/server'
 *
 * function Spent() {
 *   const report = useUtilization('2026-02')
 *   return report.value ? report.value.summary.totalSpent : 'Loading'
 * }
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * // In a browser: createRoot(element).render(<BudgetBookProvider book={book}><Spent /></BudgetBookProvider>)
 * console.log(renderToString(createElement(BudgetBookProvider, { book }, createElement(Spent)))) // => Loading
 * ```
 */
export function BudgetBookProvider({ book, children }: BudgetBookProviderProps): ReactElement {
  return createElement(BookContext.Provider, { value: book }, children)
}

/**
 * The book of the nearest {@link BudgetBookProvider}, for event handlers: `void book.expenses.record(…)`.
 *
 * @throws `invalid_input` if there is no provider
 */
export function useBudgetBook(): BudgetBook {
  const book = useContext(BookContext)
  if (book === null) {
    throw invalidInput(
      'required',
      'There is no book: put <BudgetBookProvider book={book}> around the component',
      ['book'],
    )
  }
  return book
}
