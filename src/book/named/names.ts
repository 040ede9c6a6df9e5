import { foldName } from '../../model/names.js'

interface Named {
  readonly id: string
  readonly name: string
  /** Names are compared within a group. Groups themselves have no group. */
  readonly groupId?: string | null
}

/** The name that is looked for, and the group that it must be free in. */
export type WantedName = Omit<Named, 'id'>

/**
 * Finds categories or groups by name. A book sees one list after another; this compares each list with the one before
 * and folds only the names that changed.
 */
export class NameIndex<Entity extends Named> {
  readonly #byFold = new Map<string, Entity[]>()
  #last: readonly Entity[] = []

  /** Finds an entity other than `exceptId` by its name and its group, whatever the name's case and Unicode form. */
  find(list: readonly Entity[], wanted: WantedName, exceptId: string | null): Entity | undefined {
    this.#follow(list)
    return this.#byFold.get(keyOf(wanted))?.find(({ id }) => id !== exceptId)
  }

  // Most lists differ in one place, so one walk along both lists pairs nearly all. What has no partner was added,
  // removed or moved.
  #follow(list: readonly Entity[]): void {
    const last = this.#last
    if (list === last) return
    let at = 0
    while (at < last.length && last[at] === list[at]) at++
    for (const before of last.slice(at)) {
      const now = list[at]
      if (before.id === now?.id) {
        this.#replace(before, now)
        at++
      } else this.#remove(before)
    }
    for (const added of list.slice(at)) this.#add(added)
    this.#last = list
  }

  #replace(before: Entity, now: Entity): void {
    if (before.name === now.name && before.groupId === now.groupId) return
    this.#remove(before)
    this.#add(now)
  }

  #add(entity: Entity): void {
    const key = keyOf(entity)
    const others = this.#byFold.get(key)
    if (others) others.push(entity)
    else this.#byFold.set(key, [entity])
  }

  #remove(entity: Entity): void {
    const key = keyOf(entity)
    const others = this.#byFold.get(key)?.filter(({ id }) => id !== entity.id) ?? []
    if (others.length > 0) this.#byFold.set(key, others)
    else this.#byFold.delete(key)
  }
}

// An id has at least one character, so the empty text stands for no group. Stored text never has a NUL.
function keyOf({ name, groupId }: WantedName): string {
  return `${groupId ?? ''}\0${foldName(name)}`
}
