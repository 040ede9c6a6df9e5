import type { Utilization } from '../utilization/report.js'
import type { ObservedResult } from './use-observed.js'
import { useSharedRead } from './use-shared-read.js'

/**
 * The report of a month, kept up to date. All components that ask for a month share one read. Only a change that can
 * alter its report repeats the read.
 *
 * @param month - `YYYY-MM`. If it is not a month, the result is `failed`.
 * @defaultValue `month` is the current one. Call `refresh` when the day may have changed: no event tells of midnight
 * @throws `invalid_input` if there is no provider
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
 * import { BudgetBookProvider, useUtilization } from 'budgetbook/react'
 * import { createElement } from 'react'
 * import { renderToString } from 'react-dom/server'
 *
 * function Warning({ month }: { month: string }) {
 *   const report = useUtilization(month)
 *   if (report.state === 'failed') return createElement('button', { onClick: report.refresh }, 'Try again')
 *   return report.value?.compliance.message ?? null
 * }
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * const page = createElement(BudgetBookProvider, { book }, createElement(Warning, { month: '2026-02' }))
 * console.log(renderToString(page) === '') // => true
 * ```
 */
export function useUtilization(month?: string): ObservedResult<Utilization> {
  return useSharedRead(
    month === undefined ? 'current utilization' : `utilization ${month}`,
    async (of, signal) => of.utilization(month, { signal }),
    // Without a month, any event may find that another month is the current one.
    ({ months }) => month === undefined || months === 'all' || months.some((one) => one === month),
  )
}
