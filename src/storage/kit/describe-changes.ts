import type { Month } from '../../calendar/month.js'
import { entityIn } from './state/load-view.js'
import type { Change } from '../change.js'
import type { ChangeSummary, CommitNotice } from '../adapter.js'
import type { View } from '../view.js'

/**
 * What a commit did, as events tell it: the changes by type and action, and the months whose report may have changed.
 *
 * @param view - What `decide` saw.
 * @param changes - What `decide` returned.
 *
 * @example
 * ```ts
 * import { defaultSettings } from 'budgetbook'
 * import { BookState, describeChanges } from 'budgetbook/adapter'
 *
 * const view = new BookState().read(() => ({}))
 * const { months, changes } = describeChanges(view, [{ op: 'put', type: 'settings', value: defaultSettings }])
 * console.log(months, changes) // => all [ { type: 'settings', action: 'updated', ids: [] } ]
 * ```
 */
export function describeChanges(
  view: View,
  changes: readonly Change[],
): Pick<CommitNotice, 'months'> & {
  /** By type and action. */
  readonly changes: readonly ChangeSummary[]
} {
  const months = new Set<Month>()
  let all = false
  const summaries: (ChangeSummary & { readonly ids: string[] })[] = []
  for (const change of changes) {
    const { type } = change
    const action = actions[change.op]
    let summary = summaries.find((one) => one.type === type && one.action === action)
    if (!summary) summaries.push((summary = { type, action, ids: [] }))
    if (type !== 'settings') summary.ids.push(idOf(change))
    addMonths(months, view, change)
    all ||= type === 'settings' || isCategoryOfReports(view, change)
  }
  return { months: all ? 'all' : [...months], changes: summaries }
}

// The report of every month shows the limit, and the names and the order of categories. It also shows whether there are
// groups: the first category that enters a group changes the lines of all others, and so does the last one that leaves.
function isCategoryOfReports(view: View, change: Change): boolean {
  if (change.type !== 'category') return false
  if (change.op === 'put' || change.op === 'move') return true
  const category = 'value' in change ? change.value : view.categories.find(({ id }) => id === change.id)
  return category !== undefined && category.groupId !== null
}

const actions = { insert: 'created', put: 'updated', move: 'updated', remove: 'removed' } as const

function idOf(change: Exclude<Change, { type: 'settings' }>): string {
  if (change.type === 'month') return change.month
  return 'value' in change ? change.value.id : change.id
}

// The month that the entity was in, and the one that it is in now.
function addMonths(months: Set<Month>, view: View, change: Change): void {
  if (change.type === 'month') months.add(change.month)
  if (change.type !== 'budget' && change.type !== 'expense' && change.type !== 'hold') return
  const id = idOf(change)
  const before = change.type === 'expense' ? view.expenses.get(id) : entityIn(view, change.type, id)
  if (before) months.add(before.month)
  if (change.op !== 'remove') months.add(change.value.month)
}
