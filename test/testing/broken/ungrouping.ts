import type { StorageAdapter } from 'budgetbook'
import { rewritingAdapter } from './rewriting.js'

/** Forgets the groups in full-book work. */
export function ungroupingAdapter(inner: StorageAdapter): StorageAdapter {
  return rewritingAdapter(inner, { contents: (contents) => ({ ...contents, groups: [] }) })
}
