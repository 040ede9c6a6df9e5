import fc, { type Scheduler } from 'fast-check'
import { expect } from 'vitest'
import type { StorageAdapter } from 'budgetbook'
import { localStorageAdapter } from '../../../src/adapters/local-storage/local-storage-adapter.js'
import type { RuntimeGlobals } from '../../../src/adapters/local-storage/platform.js'
import { mapStorage } from '../../support/storages/storage-like.js'
import { Browser, type Tab } from '../../support/tabs/browser.js'
import type { TabGlobals } from '../../support/tabs/globals.js'

/** What an adapter gets instead of a tab's globals: `at` is the tab's position. */
export type Arrange = (globals: TabGlobals, at: number) => RuntimeGlobals

const asTheyAre: Arrange = (globals) => globals

/** A tab with an adapter in it. */
export interface RacingTab extends Tab {
  readonly adapter: StorageAdapter
}

/** What is stored after some calls. */
export async function storedBy(
  write: (adapter: StorageAdapter) => Promise<unknown>,
): Promise<ReadonlyMap<string, string>> {
  const localStorage = mapStorage()
  await write(localStorageAdapter({ localStorage }, {}))
  return localStorage.items
}

/** When a tab is killed. */
export interface Death {
  /** After how many turns. */
  readonly turns: number
  /** How many of the changes that are under way to the backend still arrive. */
  readonly sent: number
}

/** At any step of a commit or two. */
export const death: fc.Arbitrary<Death> = fc.record({ turns: fc.nat({ max: 25 }), sent: fc.nat({ max: 5 }) })

/** Several tabs, each with an adapter in it, over one storage. */
export class TabRace {
  readonly tabs: readonly RacingTab[]
  readonly #browser: Browser
  readonly #scheduler: Scheduler

  /** Tabs that were not opened yet. */
  constructor(scheduler: Scheduler, count: number, items: ReadonlyMap<string, string>, arrange = asTheyAre) {
    const browser = new Browser(items)
    this.#browser = browser
    this.#scheduler = scheduler
    this.tabs = Array.from({ length: count }, (_, at): RacingTab => {
      const tab = browser.openTab()
      return { ...tab, adapter: localStorageAdapter(arrange(tab.globals, at), {}) }
    })
  }

  /** Tabs that know already that their barriers work. */
  static async prepare(...given: ConstructorParameters<typeof TabRace>): Promise<TabRace> {
    const race = new TabRace(...given)
    for (const { adapter } of race.tabs) expect((await adapter.open()).isolation).toBe('origin')
    return race
  }

  /** From now on the scheduler says what arrives when. */
  start(): void {
    this.#browser.schedule(this.#scheduler)
  }

  /** Lets something happen at some time of the race, which comes later with the number of turns. */
  atSomeTime(what: string, turns: number, happen: () => void): void {
    this.#browser.atSomeTime(what, turns === 0 ? happen : () => this.atSomeTime(what, turns - 1, happen))
  }

  kill(tab: RacingTab, { turns, sent }: Death): void {
    this.atSomeTime(`${tab.name} is killed`, turns, () => tab.kill(sent))
  }

  /** Starts, and goes on until nothing is under way any more; by then every call has come to its end. */
  async run<Result>(
    calls: readonly (() => Promise<Result>)[],
  ): Promise<readonly PromiseSettledResult<Result>[]> {
    this.start()
    let ends: readonly PromiseSettledResult<Result>[] | null = null
    void Promise.allSettled(calls.map(async (call) => call())).then((results) => {
      ends = results
    })
    await this.#scheduler.waitIdle()
    this.#browser.schedule(null)
    return ends ?? fail('A call never comes to its end')
  }

  /** As {@link run}, where every call has to succeed. */
  async succeed<Result>(calls: readonly (() => Promise<Result>)[]): Promise<readonly Result[]> {
    const ends = await this.run(calls)
    return ends.map((end) => (end.status === 'fulfilled' ? end.value : fail('A call failed', end.reason)))
  }

  /** A tab that is opened now, and sees what is stored. */
  newcomer(): StorageAdapter {
    return localStorageAdapter(this.#browser.openTab().globals, {})
  }
}

function fail(message: string, cause?: unknown): never {
  throw new Error(message, { cause })
}
