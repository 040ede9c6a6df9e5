import type { BudgetBook } from 'budgetbook'

/** A book, and how many listeners it has. */
export function countedBook(book: BudgetBook): {
  readonly book: BudgetBook
  readonly listeners: () => number
} {
  let listeners = 0
  const subscribe: BudgetBook['subscribe'] = (listener) => {
    const unsubscribe = book.subscribe(listener)
    let isOver = false
    listeners++
    return () => {
      if (!isOver) listeners--
      isOver = true
      unsubscribe()
    }
  }
  return { book: { ...book, subscribe }, listeners: () => listeners }
}
