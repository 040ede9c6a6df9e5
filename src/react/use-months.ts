import type { MonthInfo } from '../book/months/api.js'
import type { ObservedResult } from './use-observed.js'
import { useSharedRead } from './use-shared-read.js'

/**
 * The months for a month selector, newest first, kept up to date: `book.months.list()`.
 *
 * @throws `invalid_input` if there is no provider
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
 * import { BudgetBookProvider, useMonths } from 'budgetbook/react'
 * import { createElement } from 'react'
 * import { renderToString } from 'react-dom/server'
 *
 * function MonthSelector() {
 *   const { value = [] } = useMonths()
 *   return createElement('select', null, value.map(({ month }) => createElement('option', { key: month }, month)))
 * }
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * const page = createElement(BudgetBookProvider, { book }, createElement(MonthSelector))
 * console.log(renderToString(page)) // => <select></select>
 * ```
 */
export function useMonths(): ObservedResult<readonly MonthInfo[]> {
  return useSharedRead(
    'months',
    async (of, signal) => of.months.list({ signal }),
    ({ months }) => months === 'all' || months.length > 0,
  )
}
