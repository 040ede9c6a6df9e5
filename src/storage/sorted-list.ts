// Inserting moves at most this many items, whatever the length of the list.
const maxChunk = 512

/** A list that stays sorted: adding, removing and starting anywhere take about as long at a million items as at ten. */
export class SortedList<Key, Item extends Key> {
  readonly #compare: (a: Key, b: Key) => number
  readonly #chunks: Item[][] = []

  /** @param compare - A total order: zero only for an item and itself. */
  constructor(compare: (a: Key, b: Key) => number) {
    this.#compare = compare
  }

  add(item: Item): void {
    const [at, index] = this.#find(item)
    const chunk = this.#chunks[at] ?? this.#chunks[at - 1]
    if (!chunk) {
      this.#chunks.push([item])
      return
    }
    // Behind the last chunk is the end of that chunk.
    chunk.splice(this.#chunks[at] ? index : chunk.length, 0, item)
    if (chunk.length > maxChunk) {
      this.#chunks.splice(this.#chunks.indexOf(chunk) + 1, 0, chunk.splice(maxChunk / 2))
    }
  }

  remove(item: Item): void {
    const [at, index] = this.#find(item)
    const chunk = this.#chunks[at]
    if (!chunk) return
    chunk.splice(index, 1)
    if (chunk.length === 0) this.#chunks.splice(at, 1)
  }

  /** The items from `key` on, that at `key` included; all of them without one. */
  *from(key?: Key): Generator<Item, void> {
    let [at, index] = key === undefined ? [0, 0] : this.#find(key)
    for (; at < this.#chunks.length; at++, index = 0) {
      const chunk = this.#chunks[at] ?? []
      for (; index < chunk.length; index++) yield chunk[index] as Item
    }
  }

  // Where the first item stands that is not before the key.
  #find(key: Key): [chunk: number, index: number] {
    const at = firstIndex(this.#chunks.length, (index) => {
      const chunk = this.#chunks[index] as Item[]
      return this.#compare(chunk[chunk.length - 1] as Item, key) >= 0
    })
    const chunk = this.#chunks[at] ?? []
    return [at, firstIndex(chunk.length, (index) => this.#compare(chunk[index] as Item, key) >= 0)]
  }
}

// The first index from 0 for which a condition holds that, once it does, holds to the end; `length` where it never does.
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
