/** A change to one key, by a window of a tab. */
export interface Mutation {
  readonly tab: string
  readonly window: 'main' | 'frame'
  readonly key: string
  /** `null` where it is removed. */
  readonly newValue: string | null
}

/** A change that has its place in the order of all changes. */
export interface OrderedMutation extends Mutation {
  readonly oldValue: string | null
}

/** Changes a map as `setItem` and `removeItem` do. */
export function apply(
  items: Map<string, string>,
  { key, newValue }: Pick<Mutation, 'key' | 'newValue'>,
): void {
  if (newValue === null) items.delete(key)
  else items.set(key, newValue)
}

/** The browser's own process: holds what all tabs share, and puts their changes into one order. */
export class TabBackend {
  readonly items: Map<string, string>
  readonly #tabs = new Map<string, (mutation: OrderedMutation) => void>()

  constructor(items: ReadonlyMap<string, string>) {
    this.items = new Map(items)
  }

  connect(tab: string, tell: (mutation: OrderedMutation) => void): void {
    this.#tabs.set(tab, tell)
  }

  disconnect(tab: string): void {
    this.#tabs.delete(tab)
  }

  /** A change arrives: it counts from now on, and every tab is told, the one that made it too. */
  receive(mutation: Mutation): void {
    const oldValue = this.items.get(mutation.key) ?? null
    apply(this.items, mutation)
    for (const tell of this.#tabs.values()) tell({ ...mutation, oldValue })
  }
}
