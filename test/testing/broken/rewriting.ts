import type { StorageAdapter } from 'budgetbook'
import type { BookContents, Change } from 'budgetbook/adapter'

/** What an adapter makes of a commit before it stores it. */
export interface Rewriting {
  readonly changes?: (changes: readonly Change[]) => readonly Change[]
  readonly contents?: (contents: BookContents) => BookContents
}

/** Stores something else than it was given. */
export function rewritingAdapter(
  inner: StorageAdapter,
  { changes: rewrite = (changes) => changes, contents: rewriteAll = (contents) => contents }: Rewriting,
): StorageAdapter {
  return {
    ...inner,
    transact: async (bookId, scope, decide, options) =>
      inner.transact(
        bookId,
        scope,
        (view) => {
          const decision = decide(view)
          return { ...decision, changes: rewrite(decision.changes) }
        },
        options,
      ),
    replace: async (bookId, rebuild, options) =>
      inner.replace(
        bookId,
        (given) => {
          const rebuilt = rebuild(given)
          return { ...rebuilt, contents: rebuilt.contents && rewriteAll(rebuilt.contents) }
        },
        options,
      ),
  }
}
