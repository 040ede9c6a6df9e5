import { defaultSettings, type Settings } from '../../../model/settings.js'
import type { Head } from '../../../storage/view.js'

const kept = 1_000

/**
 * The settings that books had when they were last read. What to read depends on them, and a right guess saves a round
 * trip; a wrong one costs one, and nothing else: what is read is checked against the settings that came with it.
 */
export class HeadGuesses {
  readonly #settings = new Map<string, Settings>()

  of(bookId: string): Head {
    return { settings: { ...(this.#settings.get(bookId) ?? defaultSettings) }, categories: [] }
  }

  learn(bookId: string, settings: Settings): void {
    this.#settings.delete(bookId)
    this.#settings.set(bookId, settings)
    for (const oldest of this.#settings.keys()) {
      if (this.#settings.size <= kept) break
      this.#settings.delete(oldest)
    }
  }
}
