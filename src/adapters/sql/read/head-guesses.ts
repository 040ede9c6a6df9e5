import { LruMap } from '../../../lib/lru.js'
import { defaultSettings, type Settings } from '../../../model/settings.js'
import type { Head } from '../../../storage/view.js'

const maxBooks = 1_000

/**
 * The settings that books had when they were last read. What to read depends on them, and a right guess saves a round
 * trip; a wrong one costs one, and nothing else: what is read is checked against the settings that came with it.
 */
export class HeadGuesses {
  readonly #settings = new LruMap<string, Settings>(maxBooks)

  of(bookId: string): Head {
    return { settings: { ...(this.#settings.get(bookId) ?? defaultSettings) }, categories: [] }
  }

  learn(bookId: string, settings: Settings): void {
    this.#settings.set(bookId, settings)
  }
}
