import type { BookEvent } from '../book/events.js'
import type { Category } from '../model/category.js'
import type { ObservedResult } from './use-observed.js'
import { useSharedRead } from './use-shared-read.js'

/**
 * The categories in the user's order, without archived ones, kept up to date. An expense does not repeat the read.
 *
 * @throws `invalid_input` if there is no provider
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
 * import { BudgetBookProvider, useCategories } from 'budgetbook/react'
 * import { createElement } from 'react'
 * import { renderToString } from 'react-dom/server'
 *
 * function Names() {
 *   const { value = [] } = useCategories()
 *   return createElement('ul', null, value.map(({ id, name }) => createElement('li', { key: id }, name)))
 * }
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * console.log(renderToString(createElement(BudgetBookProvider, { book }, createElement(Names)))) // => <ul></ul>
 * ```
 */
export function useCategories(): ObservedResult<readonly Category[]> {
  return useSharedRead(
    'categories',
    async (of, signal) => of.categories.list(undefined, { signal }),
    concernsCategories,
  )
}

// The order of categories is one list for the whole book, so a change of groups does not change it.
function concernsCategories({ changes }: BookEvent): boolean {
  return changes === 'unknown' || changes.some(({ type }) => type === 'category')
}
