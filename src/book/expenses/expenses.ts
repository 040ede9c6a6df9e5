import type { BookContext } from '../book-context.js'
import { allExpenses } from './all.js'
import type { ExpensesApi } from './api.js'
import { getExpense } from './get.js'
import { importRows } from './import/import-rows.js'
import { listExpenses } from './list.js'
import { planExpenseImport } from './import/plan-import.js'
import { previewSpending } from '../spending/preview-spend.js'
import { recordManyExpenses } from './record-many.js'
import { recordExpense } from './record.js'
import { removeExpense } from './remove.js'
import { spendExpense } from '../spending/spend.js'
import { updateExpense } from './update.js'

/** Makes {@link ExpensesApi}. */
export function expensesApi(context: BookContext): ExpensesApi {
  const list = listExpenses(context)
  return {
    record: recordExpense(context),
    recordMany: recordManyExpenses(context),
    planImport: planExpenseImport(context, list),
    importRows: importRows(context),
    spend: spendExpense(context),
    previewSpend: previewSpending(context),
    update: updateExpense(context),
    remove: removeExpense(context),
    get: getExpense(context),
    list,
    all: allExpenses(list),
  }
}
