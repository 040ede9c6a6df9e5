import type { FrameLike, PageLike, StorageEventLike, StorageLike } from '../platform.js'

const patience = 2_000

/**
 * Brings a tab's view of the storage up to date. Each browser process has its own copy of the storage. It changes the
 * copy at once, and hears of other processes' changes later. A write through a second window returns to the first one
 * as an event. It passes through the copy that all tabs share, in the order of all changes. So when the event
 * arrives, this tab sees everything that other tabs had written before. And any tab that waits in the same way sees
 * what this tab had written.
 */
export class TabBarrier {
  readonly #page: PageLike
  readonly #key: string
  readonly #name = Math.random().toFixed(12)
  #passes = 0
  #frame: FrameLike | null = null
  #isClosed = false

  /** @param key - The key to write. Its text always has the same length, so that it fits even into a full storage. */
  constructor(page: PageLike, key: string) {
    this.#page = page
    this.#key = key
  }

  /**
   * Waits until both directions are up to date. Rejects if the event does not come within two seconds for each
   * attempt.
   */
  async pass(attempts: number): Promise<void> {
    try {
      await this.#roundTrip()
    } catch (error) {
      if (attempts <= 1 || this.#isClosed) throw error
      await this.pass(attempts - 1)
    }
  }

  close(): void {
    this.#isClosed = true
    this.#frame?.remove()
    this.#frame = null
  }

  async #roundTrip(): Promise<void> {
    const page = this.#page
    const token = this.#name + String(++this.#passes).padStart(16, '0')
    let hear: (event: StorageEventLike) => void = () => undefined
    let timer: unknown
    const heard = new Promise<void>((resolve, reject) => {
      hear = ({ key, newValue }) => {
        if (key === this.#key && newValue === token) resolve()
      }
      timer = page.setTimeout(() => reject(new Error('No storage event came')), patience)
    })
    page.addEventListener('storage', hear)
    try {
      this.#secondWindow().setItem(this.#key, token)
      await heard
    } finally {
      page.removeEventListener('storage', hear)
      page.clearTimeout(timer)
    }
  }

  // An app that renders the whole document again removes the frame.
  #secondWindow(): StorageLike {
    if (!this.#frame?.isConnected && !this.#isClosed) {
      const { document } = this.#page
      this.#frame = document.createElement('iframe')
      this.#frame.hidden = true
      document.documentElement.append(this.#frame)
    }
    const storage = this.#frame?.contentWindow?.localStorage
    if (!storage) throw new Error('The frame has no window')
    return storage
  }
}

const trials = 3

/** A barrier that was tested. Rejects if it does not work: a page may have no frames, no events or no free storage. */
export async function provenBarrier(page: PageLike, key: string): Promise<TabBarrier> {
  const barrier = new TabBarrier(page, key)
  try {
    for (let trial = 0; trial < trials; trial++) await barrier.pass(1)
    return barrier
  } catch (error) {
    barrier.close()
    throw error
  }
}
