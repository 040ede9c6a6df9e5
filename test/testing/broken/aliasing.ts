import type { CategoryGroup, StorageAdapter } from 'budgetbook'
import type { Head } from 'budgetbook/adapter'
import { rewritingAdapter } from './rewriting.js'

/** Keeps the very groups that its callers gave, and gives them again. */
export function aliasingAdapter(inner: StorageAdapter): StorageAdapter {
  const held = new Map<string, CategoryGroup>()
  const keep = (group: CategoryGroup): void => void held.set(JSON.stringify(group), group)
  const again = <Kind extends Head>(head: Kind): Kind => ({
    ...head,
    groups: head.groups.map((group) => held.get(JSON.stringify(group)) ?? group),
  })
  const keeping = rewritingAdapter(inner, {
    changes: (changes) => {
      for (const change of changes) if (change.type === 'group' && 'value' in change) keep(change.value)
      return changes
    },
  })
  return {
    ...keeping,
    read: async (...call) => again(await inner.read(...call)),
    readAll: async (...call) => again(await inner.readAll(...call)),
  }
}
