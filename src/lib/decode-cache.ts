// Bounds what is held beside the storage itself: whoever walks through more months decodes them again.
const maxEntries = 64

/** Remembers what text was decoded to: unchanged text is not checked and parsed again. What it gives is read only. */
export class DecodeCache {
  readonly #entries = new Map<string, { readonly text: string; readonly value: unknown }>()

  /** The value of the text under a key; decodes it where it is not the text that was seen last. */
  get<Value>(key: string, text: string, decode: (text: string) => Value): Value {
    const entry = this.#entries.get(key)
    if (entry?.text === text) return entry.value as Value
    const value = decode(text)
    this.set(key, text, value)
    return value
  }

  set(key: string, text: string, value: unknown): void {
    this.#entries.delete(key)
    this.#entries.set(key, { text, value })
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= maxEntries) break
      this.#entries.delete(oldest)
    }
  }
}
