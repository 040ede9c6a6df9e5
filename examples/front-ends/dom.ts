import { observe, type BudgetBook } from 'budgetbook'

/** Shows in an element what a month has left, and keeps it up to date. Returns a function that stops this. */
export function showRemaining(element: HTMLElement, book: BudgetBook, month: string): () => void {
  const report = observe(book, (of, signal) => of.utilization(month, { signal }), { months: [month] })
  const show = (): void => {
    const { state, value } = report.getSnapshot()
    element.setAttribute('aria-busy', String(state === 'loading'))
    element.textContent =
      state === 'failed' ? 'The book cannot be read.' : (value?.summary.totalRemaining ?? '…')
  }
  show()
  return report.subscribe(show)
}
