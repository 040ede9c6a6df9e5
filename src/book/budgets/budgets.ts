import type { BookContext } from '../book-context.js'
import { allocateBudgets } from './allocate.js'
import type { BudgetsApi } from './api.js'
import { copyBudgets } from './copy.js'
import { createBudget } from './create.js'
import { getBudget } from './get.js'
import { listBudgets, listBudgetsWithTotal } from './list.js'
import { previewBudgets } from './preview.js'
import { removeBudget } from './remove.js'
import { updateBudget } from './update.js'

/** Makes {@link BudgetsApi}. */
export function budgetsApi(context: BookContext): BudgetsApi {
  return {
    create: createBudget(context),
    update: updateBudget(context),
    remove: removeBudget(context),
    get: getBudget(context),
    list: listBudgets(context),
    listWithTotal: listBudgetsWithTotal(context),
    allocate: allocateBudgets(context),
    preview: previewBudgets(context),
    copy: copyBudgets(context),
  }
}
