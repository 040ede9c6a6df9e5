import type { BookDocument, HistoryEntry } from 'budgetbook'

type Entity = { readonly id: string; readonly updatedAt?: string }

/** What a document has, in an order that does not depend on when budgets came. */
export interface Folded {
  settings: object
  categories: readonly Entity[]
  groups: readonly Entity[]
  closedMonths: readonly object[]
  budgets: readonly Entity[]
  expenses: readonly Entity[]
  holds: readonly Entity[]
}

/** The contents of a document, to be compared with what a history comes to. */
export function contentsIn(document: BookDocument): Folded {
  const { settings, categories, groups, closedMonths, budgets, expenses, holds } = document
  return {
    settings,
    categories,
    groups,
    closedMonths,
    budgets: byId(budgets),
    expenses: byId(expenses),
    holds: byId(holds),
  }
}

/** The same, without the times at which anything was last changed, and without holds that have expired. */
export function lasting(contents: Folded, now: string): Folded {
  return {
    ...contents,
    categories: untimed(contents.categories),
    groups: untimed(contents.groups),
    budgets: untimed(contents.budgets),
    expenses: untimed(contents.expenses),
    holds: untimed(contents.holds).filter((hold) => {
      const { expiresAt } = hold as { expiresAt?: string | null }
      return expiresAt == null || expiresAt > now
    }),
  }
}

/** Contents after an entry, worked out from those before it. */
export function fold(contents: Folded, { changes }: HistoryEntry): Folded {
  if (changes === 'whole_book') throw new Error('An entry of work on the whole book does not say what it did')
  let next = contents
  for (const { type, id, after } of changes) {
    switch (type) {
      case 'settings':
        next = { ...next, settings: after as object }
        break
      case 'month': {
        const others = next.closedMonths.filter((closed) => (closed as { month: string }).month !== id)
        const { limitAtClose } = (after ?? {}) as { limitAtClose?: string | null }
        const own = after ? [{ month: id, limitAtClose }] : []
        next = { ...next, closedMonths: [...others, ...own].toSorted(byMonth) }
        break
      }
      case 'order': {
        const { ids } = after as unknown as { ids: readonly string[] }
        const list = id === 'category' ? 'categories' : 'groups'
        next = { ...next, [list]: ids.map((one) => next[list].find((entity) => entity.id === one)) }
        break
      }
      default: {
        const list = lists[type]
        const all = next[list]
        const value = after as Entity | null
        const isThere = all.some((entity) => entity.id === id)
        const kept = value && isThere ? all.map((one) => (one.id === id ? value : one)) : all
        const changed = value ? (isThere ? kept : [...all, value]) : all.filter((one) => one.id !== id)
        next = { ...next, [list]: list === 'categories' || list === 'groups' ? changed : byId(changed) }
      }
    }
  }
  return next
}

const lists = {
  category: 'categories',
  group: 'groups',
  budget: 'budgets',
  expense: 'expenses',
  hold: 'holds',
} as const

function byId<Kind extends Entity>(entities: readonly Kind[]): Kind[] {
  return entities.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function byMonth(a: object, b: object): number {
  return (a as { month: string }).month < (b as { month: string }).month ? -1 : 1
}

function untimed(entities: readonly Entity[]): Entity[] {
  return entities.map(({ updatedAt: _, ...others }) => others)
}
