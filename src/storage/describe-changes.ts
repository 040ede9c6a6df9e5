import type { Month } from '../calendar/month.js'
import { budgetIn } from './load-view.js'
import type { Change, ChangeSummary, CommitNotice, View } from './adapter.js'

/**
 * What a commit did, as events tell it: the changes gathered by type and action, and the months whose report may differ.
 *
 * @param view - What the decider saw.
 * @param changes - What it decided.
 *
 * @example
 * ```ts
 * import { BookState, defaultSettings, describeChanges } from 'budgetbook'
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
  const ids = new Map<
    string,
    { type: ChangeSummary['type']; action: ChangeSummary['action']; ids: string[] }
  >()
  for (const change of changes) {
    const action = actions[change.op]
    const key = `${change.type} ${action}`
    let summary = ids.get(key)
    if (!summary) ids.set(key, (summary = { type: change.type, action, ids: [] }))
    summary.ids.push(...idsOf(change))
    for (const month of monthsOf(view, change)) months.add(month)
    // The limit stands in every month's report, and so does the name of a category.
    all ||= change.type === 'settings' || (change.type === 'category' && change.op === 'put')
  }
  return { months: all ? 'all' : [...months], changes: [...ids.values()] }
}

const actions = { insert: 'created', put: 'updated', remove: 'removed' } as const

function idsOf(change: Change): string[] {
  if (change.type === 'settings') return []
  if (change.type === 'month') return [change.month]
  return [change.op === 'remove' ? change.id : change.value.id]
}

function monthsOf(view: View, change: Change): Month[] {
  if (change.type === 'month') return [change.month]
  if (change.type === 'settings' || change.type === 'category') return []
  const after = change.op === 'remove' ? [] : [change.value.month]
  return change.type === 'expense'
    ? [...monthOfEntity(view.expenses.get(change.op === 'remove' ? change.id : change.value.id)), ...after]
    : [...monthOfEntity(budgetIn(view, change.op === 'remove' ? change.id : change.value.id)), ...after]
}

function monthOfEntity(entity: { readonly month: Month } | null | undefined): Month[] {
  return entity ? [entity.month] : []
}
