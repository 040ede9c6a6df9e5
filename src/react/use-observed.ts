import { useMemo, useSyncExternalStore, type DependencyList } from 'react'
import { observe, type ObserveOptions } from '../observe/observe.js'
import type { BookReader, Observed } from '../observe/observed-read.js'
import { loadingSnapshot, type Snapshot } from '../observe/snapshot.js'
import { useBudgetBook } from './provider.js'

/** What a hook returns: a snapshot, and `refresh` to read again, for a button beside an error. */
export type ObservedResult<T> = Snapshot<T> & {
  /** Reads again. It is the same function until the component reads something else. */
  readonly refresh: () => void
}

const onServer = (): typeof loadingSnapshot => loadingSnapshot

/** Renders with what an observed read knows. */
export function useSnapshot<T>(observed: Observed<T>): ObservedResult<T> {
  const snapshot = useSyncExternalStore<Snapshot<T>>(observed.subscribe, observed.getSnapshot, onServer)
  return useMemo(() => ({ ...snapshot, refresh: observed.refresh }), [snapshot, observed])
}

/**
 * Reads anything of the book, and renders again when it changes: `observe` as a hook. On the server it is `loading`.
 *
 * @param read - Reads the book. Pass the signal on.
 * @param deps - What `read` uses of the component, as for `useMemo`: with other values, the hook reads again.
 * @param options - The months that the read depends on, if it depends on nothing else. List them in `deps` too.
 * @throws `invalid_input`, also if there is no provider
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
 * import { BudgetBookProvider, useObserved } from 'budgetbook/react'
 * import { createElement } from 'react'
 * import { renderToString } from 'react-dom/server'
 *
 * function Pace({ month }: { month: string }) {
 *   const pace = useObserved((book, signal) => book.pace(month, { signal }), [month], { months: [month] })
 *   return pace.value ? `${pace.value.summary.perDay ?? 0} a day` : pace.state
 * }
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * const page = createElement(BudgetBookProvider, { book }, createElement(Pace, { month: '2026-02' }))
 * console.log(renderToString(page)) // => loading
 * ```
 */
export function useObserved<T>(
  read: BookReader<T>,
  deps: DependencyList,
  options?: ObserveOptions,
): ObservedResult<T> {
  const book = useBudgetBook()
  return useSnapshot(useMemo(() => observe(book, read, options), [book, ...deps]))
}
