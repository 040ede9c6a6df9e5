/** A list of entities that is being changed. Until the first change it is the list that was given. */
export class ListDraft<Entity extends { readonly id: string }> {
  readonly #before: readonly Entity[]
  /** New values by id, in the order in which they came; `null` for what was removed. */
  #changes: Map<string, Entity | null> | null = null
  /** Whether all changes are new entities. A list may be long, and most changes add one. */
  #onlyAdds = true

  constructor(before: readonly Entity[]) {
    this.#before = before
  }

  get(id: string): Entity | undefined {
    const changed = this.#changes?.get(id)
    if (changed !== undefined) return changed ?? undefined
    return this.#before.find((entity) => entity.id === id)
  }

  put(entity: Entity): void {
    this.#change(entity.id, entity)
  }

  remove(id: string): void {
    this.#change(id, null)
  }

  /** The list after the changes. An entity that stays keeps its place, and new ones come last. */
  list(): readonly Entity[] {
    const changes = this.#changes
    if (!changes) return this.#before
    const added = [...changes.values()].filter((entity) => entity !== null)
    if (this.#onlyAdds) return [...this.#before, ...added]
    const wasThere = new Set(this.#before.map(({ id }) => id))
    const stayed = this.#before.flatMap((entity) => {
      const changed = changes.get(entity.id)
      return changed === undefined ? [entity] : changed === null ? [] : [changed]
    })
    return [...stayed, ...added.filter(({ id }) => !wasThere.has(id))]
  }

  #change(id: string, value: Entity | null): void {
    this.#changes ??= new Map()
    if (this.#onlyAdds && (value === null || this.get(id))) this.#onlyAdds = false
    this.#changes.set(id, value)
  }
}
