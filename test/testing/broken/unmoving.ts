import type { StorageAdapter } from 'budgetbook'
import { rewritingAdapter } from './rewriting.js'

/** Was written before there were moves: it takes them, and does nothing. */
export function unmovingAdapter(inner: StorageAdapter): StorageAdapter {
  return rewritingAdapter(inner, { changes: (changes) => changes.filter(({ op }) => op !== 'move') })
}
