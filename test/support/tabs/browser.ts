import type { Scheduler } from 'fast-check'
import { TabBackend } from './backend.js'
import { scheduledBy, soon, type Deliver } from './deliveries.js'
import { tabWindow, type TabGlobals } from './globals.js'
import { TabLocks } from './locks.js'
import { TabProcess } from './process.js'

/** A tab, as its scripts and as the world outside see it. */
export interface Tab {
  readonly name: string
  readonly globals: TabGlobals
  readonly process: TabProcess
  /** Time passes: whatever timers are running come to their end. */
  readonly endTimers: () => void
  /** It is killed; of the changes that are under way to the backend, the first `sent` arrive, and the others are lost. */
  readonly kill: (sent: number) => void
}

/**
 * A browser with several tabs of one origin, each a process of its own with a copy of the storage. Whatever goes from
 * one process to another arrives soon, or once there is a scheduler, when that says so.
 */
export class Browser {
  readonly #backend: TabBackend
  readonly #locks: TabLocks
  readonly #deliver: Deliver = (what, arrive) => this.#current(what, arrive)
  readonly #tabs: Tab[] = []
  #current: Deliver = soon

  constructor(items: ReadonlyMap<string, string> = new Map()) {
    this.#backend = new TabBackend(items)
    this.#locks = new TabLocks(this.#deliver)
  }

  /** What is stored, apart from what is still under way. */
  get items(): ReadonlyMap<string, string> {
    return this.#backend.items
  }

  /** From now on the scheduler says what arrives when; without one, it arrives soon. */
  schedule(scheduler: Scheduler | null): void {
    this.#current = scheduler ? scheduledBy(scheduler) : soon
  }

  /** Lets something happen at some time. */
  atSomeTime(what: string, happen: () => void): void {
    this.#deliver(what, happen)
  }

  openTab(): Tab {
    const name = `tab ${this.#tabs.length + 1}`
    const process: TabProcess = new TabProcess(name, this.#backend, this.#deliver, {
      isListening: () => window.isListening(),
      hear: (event) => window.hear(event),
    })
    const window = tabWindow((which) => process.storageOf(which), this.#locks.of(name))
    const tab: Tab = {
      name,
      process,
      globals: window.globals,
      endTimers: window.endTimers,
      kill: (sent) => {
        process.kill(sent)
        // What a process had sent has arrived by the time that its end is noticed.
        this.#locks.release(name)
      },
    }
    this.#tabs.push(tab)
    return tab
  }
}
