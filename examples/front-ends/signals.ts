import type { Observed, Snapshot } from 'budgetbook'

/** Sets a signal to what is known of a read, now and after each change. Returns a function that stops this. */
export function follow<T>(observed: Observed<T>, set: (snapshot: Snapshot<T>) => void): () => void {
  set(observed.getSnapshot())
  return observed.subscribe(() => set(observed.getSnapshot()))
}
