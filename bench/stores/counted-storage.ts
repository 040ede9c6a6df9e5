import type { StorageLike } from 'budgetbook'

/** What has been read so far. */
interface Counts {
  reads: number
  characters: number
}

/** A `localStorage` that says what is done to it. */
export class CountedStorage implements StorageLike {
  readonly counts: Counts = { reads: 0, characters: 0 }
  /** Is told each text that is read. */
  onRead: ((text: string) => void) | null = null
  readonly #items: Map<string, string>
  // As a browser has them: going through the keys by position costs nothing much for each.
  #keys: string[] | null = null

  constructor(items: Iterable<readonly [string, string]> = []) {
    this.#items = new Map(items)
  }

  get length(): number {
    return this.#items.size
  }

  /** Everything in it. */
  get characters(): number {
    return [...this.#items].reduce((sum, [, text]) => sum + text.length, 0)
  }

  /** Another with the same texts. */
  copy(): CountedStorage {
    return new CountedStorage(this.#items)
  }

  key(index: number): string | null {
    this.#keys ??= [...this.#items.keys()]
    return this.#keys[index] ?? null
  }

  getItem(key: string): string | null {
    const text = this.#items.get(key) ?? null
    this.counts.reads++
    this.counts.characters += text?.length ?? 0
    if (text !== null) this.onRead?.(text)
    return text
  }

  setItem(key: string, value: string): void {
    this.#keys = null
    this.#items.set(key, value)
  }

  removeItem(key: string): void {
    this.#keys = null
    this.#items.delete(key)
  }
}
