import { LruMap } from '../../lib/lru.js'

// Limits the memory that the cache holds. An app that walks through more months decodes some of them again.
const maxEntries = 64

/**
 * Remembers what a text was decoded to, so that unchanged text is not parsed and checked again. Callers must not change
 * the values.
 */
export class DecodeCache {
  readonly #entries = new LruMap<string, { readonly text: string; readonly value: unknown }>(maxEntries)

  /** The decoded value of the text under a key. It calls `decode` only if the text has changed. */
  get<Value>(key: string, text: string, decode: (text: string) => Value): Value {
    const entry = this.#entries.get(key)
    if (entry?.text === text) return entry.value as Value
    const value = decode(text)
    this.set(key, text, value)
    return value
  }

  set(key: string, text: string, value: unknown): void {
    this.#entries.set(key, { text, value })
  }
}
