import type { operations } from '../../client/budgets.js'
import type { Role } from '../database/tables.js'

/** An operation of the API. */
export interface Operation {
  readonly id: string
  /** Whether this request changes the settings. An undo does if its entry changed them. */
  readonly changesSettings?: boolean
}

/**
 * The least role that may do each operation. A viewer reads, an editor changes everything but the settings and the book
 * as a whole, and an owner does everything. A new operation of the API does not compile until it has a role here.
 */
const leastRoles: Readonly<Record<keyof operations, Role>> = {
  listCurrencies: 'viewer',
  getSettings: 'viewer',
  // They change what every amount or every month of the book means.
  updateSettings: 'owner',
  changeCurrency: 'owner',
  changeMonthStart: 'owner',
  listCategories: 'viewer',
  getCategory: 'viewer',
  createCategory: 'editor',
  updateCategory: 'editor',
  deleteCategory: 'editor',
  archiveCategory: 'editor',
  restoreCategory: 'editor',
  moveCategory: 'editor',
  mergeCategories: 'editor',
  listGroups: 'viewer',
  getGroup: 'viewer',
  createGroup: 'editor',
  updateGroup: 'editor',
  moveGroup: 'editor',
  deleteGroup: 'editor',
  listBudgets: 'viewer',
  getBudget: 'viewer',
  createBudget: 'editor',
  updateBudget: 'editor',
  deleteBudget: 'editor',
  allocateBudgets: 'editor',
  // Sent by POST because it has a body. It changes nothing, as the other preview and the pace.
  previewBudgets: 'viewer',
  copyBudgets: 'editor',
  createExpense: 'editor',
  listExpenses: 'viewer',
  getExpense: 'viewer',
  updateExpense: 'editor',
  deleteExpense: 'editor',
  importExpenses: 'editor',
  exportExpenses: 'viewer',
  exportUtilization: 'viewer',
  spendExpense: 'editor',
  previewSpend: 'viewer',
  listHolds: 'viewer',
  getHold: 'viewer',
  createHold: 'editor',
  commitHold: 'editor',
  releaseHold: 'editor',
  listMonths: 'viewer',
  getMonth: 'viewer',
  closeMonth: 'editor',
  reopenMonth: 'editor',
  getUtilization: 'viewer',
  getRollover: 'viewer',
  getPace: 'viewer',
  askPace: 'viewer',
  getTotals: 'viewer',
  listHistory: 'viewer',
  getHistoryEntry: 'viewer',
  undoChange: 'editor',
  exportBook: 'viewer',
  // It replaces the whole book.
  importBook: 'owner',
  listenToEvents: 'viewer',
  getDocument: 'viewer',
}

const ranks: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, owner: 2 }

/** Whether a role may do an operation. Nobody may do one that is not in the list. */
export function mayDo(role: Role, { id, changesSettings = false }: Operation): boolean {
  if (!isListed(id)) return false
  const least = changesSettings ? 'owner' : leastRoles[id]
  return ranks[role] >= ranks[least]
}

function isListed(id: string): id is keyof operations {
  return Object.hasOwn(leastRoles, id)
}
