/** A list of entities that is being changed. Until the first change it is the list that was given. */
export class ListDraft<Entity extends { readonly id: string }> {
  readonly #before: readonly Entity[]
  #changed: Map<string, Entity> | null = null

  constructor(before: readonly Entity[]) {
    this.#before = before
  }

  get(id: string): Entity | undefined {
    return this.#changed ? this.#changed.get(id) : this.#before.find((entity) => entity.id === id)
  }

  put(entity: Entity): void {
    this.#entities().set(entity.id, entity)
  }

  remove(id: string): void {
    this.#entities().delete(id)
  }

  list(): readonly Entity[] {
    return this.#changed ? [...this.#changed.values()] : this.#before
  }

  #entities(): Map<string, Entity> {
    return (this.#changed ??= new Map(this.#before.map((entity) => [entity.id, entity])))
  }
}
