import type { BudgetBook, Expense } from 'budgetbook'

/** A text to save as a file. */
export interface ExportedFile {
  readonly name: string
  readonly type: string
  readonly text: string
}

/** The expenses of a month, as a file that can be imported again. */
export async function exportExpenses(book: BudgetBook, month: string): Promise<ExportedFile> {
  const { writeCsv } = await import('budgetbook/csv')
  const categories = await book.categories.list({ includeArchived: true })
  const expenses: Expense[] = []
  for await (const expense of book.expenses.all({ month })) expenses.push(expense)
  return { name: `expenses-${month}.csv`, type: 'text/csv', text: writeCsv(expenses, { categories }) }
}

/** The report of a month, for a spreadsheet. */
export async function exportReport(book: BudgetBook, month: string): Promise<ExportedFile> {
  const { writeUtilizationCsv } = await import('budgetbook/csv')
  const report = await book.utilization(month)
  return { name: `report-${month}.csv`, type: 'text/csv', text: writeUtilizationCsv(report) }
}

/** Everything, as a backup. */
export async function exportBook(book: BudgetBook): Promise<ExportedFile> {
  const document = await book.exportBook()
  return { name: `book-${book.today()}.json`, type: 'application/json', text: JSON.stringify(document) }
}
