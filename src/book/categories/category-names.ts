import type { Category } from '../../model/category.js'
import { foldName } from '../../model/names.js'

type Named = Pick<Category, 'id' | 'name'>

/**
 * Finds categories by name. A book sees one list of categories after another; this compares each list with the one
 * before and folds only the names that changed.
 */
export class CategoryNames {
  readonly #byFold = new Map<string, Named[]>()
  #last: readonly Named[] = []

  /** Finds a category other than `exceptId` by its name, whatever its case and Unicode form. */
  find(categories: readonly Named[], name: string, exceptId: string | null): Named | undefined {
    this.#follow(categories)
    return this.#byFold.get(foldName(name))?.find(({ id }) => id !== exceptId)
  }

  // Categories keep their order, so one walk along both lists pairs them. A category without a partner was added or removed.
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
