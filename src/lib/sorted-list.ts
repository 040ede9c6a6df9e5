// Inserting moves at most this many items, however long the list is.
const maxChunk = 256
// If a chunk grew at its head, this many items stay in front when it is split, and the rest stays full.
const headLeft = 32
// A shorter chunk is copied for each item, so that it takes only the memory that it uses.
const maxTight = 16

/** A list that stays sorted. Adding, removing and finding an item take about as long among a million items as among ten. */
export class SortedList<Key, Item extends Key> {
  readonly #compare: (a: Key, b: Key) => number
  readonly #chunks: Item[][] = []

  /** @param compare - A total order: it gives zero only for an item and itself. */
  constructor(compare: (a: Key, b: Key) => number) {
    this.#compare = compare
  }

  get isEmpty(): boolean {
    return this.#chunks.length === 0
  }

  add(item: Item): void {
    const first = this.#chunks[0]
    if (!first) this.#chunks.push([item])
    // Most lists grow at their head.
    else if (this.#compare(item, first[0] as Item) < 0) this.#insert(0, 0, item)
    else {
      const [at, index] = this.#find(item)
      // An item behind all others goes to the end of the last chunk.
      if (at < this.#chunks.length) this.#insert(at, index, item)
      else this.#insert(at - 1, Infinity, item)
    }
  }

  remove(item: Item): void {
    const [at, index] = this.#find(item)
    const chunk = this.#chunks[at]
    if (!chunk) return
    chunk.splice(index, 1)
    if (chunk.length === 0) this.#chunks.splice(at, 1)
  }

  /** The items from `key` on, including the one at `key`. Without a key, all items. */
  *from(key?: Key): Generator<Item, void> {
    let [at, index] = key === undefined ? [0, 0] : this.#find(key)
    for (; at < this.#chunks.length; at++, index = 0) {
      const chunk = this.#chunks[at] ?? []
      for (; index < chunk.length; index++) yield chunk[index] as Item
    }
  }

  #insert(at: number, index: number, item: Item): void {
    const chunk = this.#chunks[at] as Item[]
    if (chunk.length < maxTight) {
      this.#chunks[at] = [...chunk.slice(0, index), item, ...chunk.slice(index)]
      return
    }
    if (index === 0) chunk.unshift(item)
    else chunk.splice(index, 0, item)
    if (chunk.length > maxChunk) {
      const left = index === 0 ? headLeft : index < maxChunk ? maxChunk / 2 : maxChunk - headLeft
      this.#chunks.splice(at + 1, 0, chunk.splice(left))
    }
  }

  // The position of the first item that is not before the key.
  #find(key: Key): [chunk: number, index: number] {
    const at = firstIndex(this.#chunks.length, (index) => {
      const chunk = this.#chunks[index] as Item[]
      return this.#compare(chunk[chunk.length - 1] as Item, key) >= 0
    })
    const chunk = this.#chunks[at] ?? []
    return [at, firstIndex(chunk.length, (index) => this.#compare(chunk[index] as Item, key) >= 0)]
  }
}

// Binary search: the first index for which `holds` is true. From there on it must be true to the end. `length` if none is.
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
