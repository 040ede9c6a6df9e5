import type { AbortSignalLike } from '../../lib/abort.js'
import type { Month } from '../../calendar/month.js'
import type { Budget } from '../../model/budget.js'
import type { Category } from '../../model/category.js'
import type { CategoryGroup } from '../../model/category-group.js'
import type { Settings } from '../../model/settings.js'
import type { Amount } from '../../money/amount.js'
import type { Change, Receipt } from '../../storage/change.js'
import type { CommitOptions, Committed, Operation, StorageAdapter } from '../../storage/adapter.js'
import type { HistoryAppend } from '../../storage/history.js'
import type { Scope } from '../../storage/view.js'
import type { StoredExpense } from '../../model/expense.js'
import type { StoredHold } from '../../model/hold.js'

/** The book of cases that need only one. */
export const theBook = 'book'

/** Changes that insert. */
export const inserting = {
  category: (value: Category): Change => ({ op: 'insert', type: 'category', value }),
  group: (value: CategoryGroup): Change => ({ op: 'insert', type: 'group', value }),
  budget: (value: Budget): Change => ({ op: 'insert', type: 'budget', value }),
  expense: (value: StoredExpense): Change => ({ op: 'insert', type: 'expense', value }),
  hold: (value: StoredHold): Change => ({ op: 'insert', type: 'hold', value }),
}

/** Changes that put. */
export const putting = {
  settings: (value: Settings): Change => ({ op: 'put', type: 'settings', value }),
  category: (value: Category): Change => ({ op: 'put', type: 'category', value }),
  group: (value: CategoryGroup): Change => ({ op: 'put', type: 'group', value }),
  budget: (value: Budget): Change => ({ op: 'put', type: 'budget', value }),
  expense: (value: StoredExpense): Change => ({ op: 'put', type: 'expense', value }),
  hold: (value: StoredHold): Change => ({ op: 'put', type: 'hold', value }),
  month: (month: Month, closed: boolean, limitAtClose: string | null): Change => ({
    op: 'put',
    type: 'month',
    month,
    closed,
    limitAtClose: limitAtClose as Amount | null,
  }),
}

/** Changes that remove. */
export const removing = {
  category: (id: string): Change => ({ op: 'remove', type: 'category', id }),
  group: (id: string): Change => ({ op: 'remove', type: 'group', id }),
  budget: (id: string): Change => ({ op: 'remove', type: 'budget', id }),
  expense: (id: string): Change => ({ op: 'remove', type: 'expense', id }),
  hold: (id: string): Change => ({ op: 'remove', type: 'hold', id }),
}

/** Changes that move. */
export const moving = {
  category: (id: string, before: string | null): Change => ({ op: 'move', type: 'category', id, before }),
  group: (id: string, before: string | null): Change => ({ op: 'move', type: 'group', id, before }),
}

/** The options of a commit besides its changes. */
export interface CommitDetails {
  readonly bookId?: string
  readonly operation?: Operation | null
  readonly receipt?: Receipt
  readonly history?: HistoryAppend
  readonly signal?: AbortSignalLike
}

/** Options of a commit by this suite. */
export function commitOptions({ operation = null, signal }: CommitDetails = {}): CommitOptions {
  return { operation, signal, source: 'conformance' }
}

/** Commits changes that do not depend on the view, with exactly the scope that they need. */
export async function commit(
  adapter: StorageAdapter,
  changes: readonly Change[],
  details: CommitDetails = {},
): Promise<Committed> {
  const { bookId = theBook, receipt = {}, history } = details
  return adapter.transact(
    bookId,
    () => scopeOf(changes),
    () => ({ changes, receipt, history }),
    commitOptions(details),
  )
}

/** The result of a commit, without its notice. */
export function outcomeOf({ replayed, receipt }: Committed): Pick<Committed, 'replayed' | 'receipt'> {
  return { replayed, receipt }
}

function scopeOf(changes: readonly Change[]): Scope {
  const months = changes.flatMap((change): Month[] => {
    if (change.type === 'month') return [change.month]
    const isEntry = change.type === 'budget' || change.type === 'expense' || change.type === 'hold'
    return isEntry && change.op !== 'remove' ? [change.value.month] : []
  })
  const existing = (type: 'budget' | 'expense' | 'hold'): string[] =>
    changes.flatMap((change): string[] => {
      if (change.type !== type || change.op === 'insert') return []
      return [change.op === 'remove' ? change.id : change.value.id]
    })
  return { months, budgets: existing('budget'), expenses: existing('expense'), holds: existing('hold') }
}
