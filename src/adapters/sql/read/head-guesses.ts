import { LruMap } from '../../../lib/lru.js'
import { defaultSettings, type Settings } from '../../../model/settings.js'
import type { Head } from '../../../storage/view.js'

const maxBooks = 1_000

/**
 * The settings that books had when they were last read. What to read depends on the settings. A right guess saves a
 * round trip, and a wrong guess costs one. A wrong guess does no harm: the result is checked against the settings
 * that were read with it.
 */
export class HeadGuesses {
  readonly #settings = new LruMap<string, Settings>(maxBooks)

  of(bookId: string): Head {
    return { settings: { ...(this.#settings.get(bookId) ?? defaultSettings) }, categories: [], groups: [] }
  }

  learn(bookId: string, settings: Settings): void {
    this.#settings.set(bookId, settings)
  }
}
