import { atPath, guardInput, requireObject, visitEach } from '../errors/invalid-input.js'
import type { Utilization } from './report.js'
import { statusesByRank, type UtilizationStatus } from './status.js'

/** A status that differs between two reports. */
export interface StatusChange {
  /** The category, or `null` for the month as a whole. */
  readonly categoryId: string | null
  /** The category's name in the newer report that has it; `null` for the month as a whole. */
  readonly name: string | null
  /** The status before; `null` if there was no budget. */
  readonly from: UtilizationStatus | null
  /** The status after; `null` if there is no longer a budget. */
  readonly to: UtilizationStatus | null
  /** Whether the status got worse; a category without a budget counts as `good`. */
  readonly worse: boolean
}

/**
 * The status changes between two reports, for an app to alert on. First come the categories of the newer report, in
 * its order, then those that only the older report has, then the month as a whole.
 *
 * @param before - The older report.
 * @param after - The newer report.
 * @throws `invalid_input` for anything but two reports.
 *
 * @example
 * ```ts
 * import { computeUtilization, statusChanges } from 'budgetbook'
 *
 * const report = (amount: string) =>
 *   computeUtilization({
 *     month: '2026-02',
 *     settings: { currency: 'USD' },
 *     categories: [{ id: 'fun', name: 'Entertainment' }],
 *     budgets: [{ categoryId: 'fun', month: '2026-02', amount: '1000.00' }],
 *     expenses: [{ categoryId: 'fun', date: '2026-02-16', amount }],
 *   })
 * const [change] = statusChanges(report('700.00'), report('800.00'))
 * console.log(change?.name, change?.from, change?.to, change?.worse) // => Entertainment good warning true
 * ```
 */
export function statusChanges(before: Utilization, after: Utilization): StatusChange[] {
  return guardInput(() => {
    const old = atPath(['before'], () => statusesOf(before))
    const now = atPath(['after'], () => statusesOf(after))
    const moved: StatusChange[] = []
    const compare = (
      categoryId: string | null,
      entry: NamedStatus,
      from: NamedStatus['status'],
      to = entry.status,
    ) => {
      if (from !== to) moved.push({ categoryId, name: entry.name, from, to, worse: rank(to) > rank(from) })
    }
    for (const [categoryId, entry] of now) {
      compare(categoryId, entry, old.get(categoryId)?.status ?? null)
      old.delete(categoryId)
    }
    for (const [categoryId, entry] of old) compare(categoryId, entry, entry.status, null)
    const whole = { name: null, status: after.summary.status }
    compare(null, whole, before.summary.status)
    return moved
  })
}

interface NamedStatus {
  readonly name: string | null
  readonly status: UtilizationStatus | null
}

function rank(status: UtilizationStatus | null): number {
  return status === null ? 0 : statusesByRank.indexOf(status)
}

function statusesOf(report: Utilization): Map<string, NamedStatus> {
  requireObject(report, 'A report')
  atPath(['summary'], () => requireObject(report.summary, 'A summary'))
  const statuses = new Map<string, NamedStatus>()
  visitEach('categories', report.categories, (category) => {
    requireObject(category, 'A category')
    const { categoryId, name, status } = category
    statuses.set(categoryId, { name, status })
  })
  return statuses
}
