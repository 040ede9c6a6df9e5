import type { Category } from '../../model/category.js'
import { foldName } from '../../model/names.js'

type Named = Pick<Category, 'id' | 'name'>

/**
 * Finds categories by name in the lists that a book sees one after the other. Each name is folded once: a list is
 * compared with the one before, and only the categories that differ are looked at.
 */
export class CategoryNames {
  readonly #byFold = new Map<string, Named[]>()
  #last: readonly Named[] = []

  /** A category that has the name, regardless of case and Unicode form; never the one with the id `exceptId`. */
  find(categories: readonly Named[], name: string, exceptId: string | null): Named | undefined {
    this.#follow(categories)
    return this.#byFold.get(foldName(name))?.find(({ id }) => id !== exceptId)
  }

  // Categories keep their order, so one walk along both lists pairs them. Those without a partner came or went.
  #follow(categories: readonly Named[]): void {
    const last = this.#last
    if (categories === last) return
    let at = 0
    while (at < last.length && last[at] === categories[at]) at++
    for (const before of last.slice(at)) {
      const now = categories[at]
      if (before.id === now?.id) {
        this.#replace(before, now)
        at++
      } else this.#remove(before)
    }
    for (const added of categories.slice(at)) this.#add(added)
    this.#last = categories
  }

  #replace(before: Named, now: Named): void {
    if (before.name === now.name) return
    this.#remove(before)
    this.#add(now)
  }

  #add(category: Named): void {
    const fold = foldName(category.name)
    const others = this.#byFold.get(fold)
    if (others) others.push(category)
    else this.#byFold.set(fold, [category])
  }

  #remove({ id, name }: Named): void {
    const fold = foldName(name)
    const others = this.#byFold.get(fold)?.filter((category) => category.id !== id) ?? []
    if (others.length > 0) this.#byFold.set(fold, others)
    else this.#byFold.delete(fold)
  }
}
