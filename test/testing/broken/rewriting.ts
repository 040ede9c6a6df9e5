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
          const { changes, receipt } = decide(view)
          return { changes: rewrite(changes), receipt }
        },
        options,
      ),
    replace: async (bookId, rebuild, options) =>
      inner.replace(
        bookId,
        (given) => {
          const { contents, receipt } = rebuild(given)
          return { contents: contents && rewriteAll(contents), receipt }
        },
        options,
      ),
  }
}
