import type { Observed, Snapshot } from 'budgetbook'
import { shallowReadonly, shallowRef, watchEffect, type ShallowRef } from 'vue'

/**
 * What is known of a read, until the component or the effect scope ends. `source` may use refs, such as the month: when
 * they change, the old read ends and the new one begins.
 */
export function useObserved<T>(source: () => Observed<T>): Readonly<ShallowRef<Snapshot<T>>> {
  const snapshot = shallowRef<Snapshot<T>>({ state: 'loading', value: undefined, error: undefined })
  watchEffect((onCleanup) => {
    const observed = source()
    const show = (): void => void (snapshot.value = observed.getSnapshot())
    show()
    onCleanup(observed.subscribe(show))
  })
  return shallowReadonly(snapshot)
}
