import type { Observed, Snapshot } from 'budgetbook'

/** A read as a store of Svelte, for `$report` in a component. */
export interface ObservedStore<T> {
  readonly subscribe: (run: (snapshot: Snapshot<T>) => void) => () => void
  readonly refresh: () => void
}

/** Makes a store of a read. A store calls back with its value at once, which `observed.subscribe` does not. */
export function toStore<T>({ subscribe, getSnapshot, refresh }: Observed<T>): ObservedStore<T> {
  return {
    subscribe: (run) => {
      run(getSnapshot())
      return subscribe(() => run(getSnapshot()))
    },
    refresh,
  }
}
