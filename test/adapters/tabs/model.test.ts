import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TabBarrier } from '../../../src/adapters/local-storage/tabs/tab-barrier.js'
import { Browser, type Tab } from '../../support/tabs/browser.js'

/** Adds one, as anybody would. */
function add({ globals: { localStorage } }: Tab): void {
  localStorage.setItem('n', String(Number(localStorage.getItem('n')) + 1))
}

const alone = async ({ globals }: Tab, work: () => Promise<void>): Promise<void> =>
  globals.navigator.locks!.request('n', {}, work)

/** Ways to add one. */
const ways: Readonly<Record<string, (tab: Tab) => Promise<void>>> = {
  'nothing but reading and writing': async (tab) => add(tab),
  'a lock': async (tab) => alone(tab, async () => add(tab)),
  'a lock, and a wait before reading': async (tab) =>
    alone(tab, async () => {
      await new TabBarrier(tab.globals, 'barrier').pass(1)
      add(tab)
    }),
  'a lock, and a wait after writing': async (tab) =>
    alone(tab, async () => {
      add(tab)
      await new TabBarrier(tab.globals, 'barrier').pass(1)
    }),
  'a lock, and both waits': async (tab) =>
    alone(tab, async () => {
      const barrier = new TabBarrier(tab.globals, 'barrier')
      await barrier.pass(1)
      add(tab)
      await barrier.pass(1)
    }),
}

const losesNothing = (way: (tab: Tab) => Promise<void>): fc.IAsyncProperty<unknown> =>
  fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const browser = new Browser()
    const tabs = [browser.openTab(), browser.openTab()]
    browser.schedule(scheduler)
    let ended = 0
    for (const tab of tabs)
      void way(tab)
        .then(() => way(tab))
        .then(() => ended++)
    await scheduler.waitIdle()
    expect(ended).toBe(2)
    expect(browser.items.get('n')).toBe('4')
    // Everybody has heard of everything by now.
    for (const { process } of tabs) expect(process.copy).toEqual(browser.items)
  })

describe('two tabs of the model that count together', () => {
  it.each(Object.entries(ways).slice(0, -1))('lose count with %s', async (_, way) => {
    const { failed, errorInstance } = await fc.check(losesNothing(way), { numRuns: 500 })
    expect(failed).toBe(true)
    expect(String(errorInstance)).toContain("to be '4'")
  })

  it('lose nothing with a lock, and both waits', async () => {
    await fc.assert(losesNothing(ways['a lock, and both waits']!), { numRuns: 1_000 })
  })
})

describe('a tab of the model', () => {
  it('sees its own change at once, and others see it later, from the oldest on', async () => {
    const property = fc.asyncProperty(fc.scheduler(), fc.nat(3), async (scheduler, sent) => {
      const browser = new Browser()
      const [one, two] = [browser.openTab(), browser.openTab()]
      const seen: string[] = []
      two.process.onChange = () => void seen.push([...two.process.copy.keys()].join(''))
      browser.schedule(scheduler)
      for (const key of ['a', 'b', 'c']) one.globals.localStorage.setItem(key, key)
      expect([one.process.copy.size, two.process.copy.size, browser.items.size]).toEqual([3, 0, 0])
      one.kill(sent)
      await scheduler.waitIdle()
      expect(seen).toEqual(['a', 'ab', 'abc'].slice(0, sent))
    })
    await fc.assert(property, { numRuns: 100 })
  })

  it('keeps its own change of a key while that is under way, whatever others have written', async () => {
    const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const browser = new Browser()
      const tabs = [browser.openTab(), browser.openTab()]
      browser.schedule(scheduler)
      for (const { name, globals, process } of tabs) {
        globals.localStorage.setItem('k', name)
        process.onChange = () => {
          if (browser.items.get('k') !== name) expect(globals.localStorage.getItem('k')).not.toBe(null)
        }
      }
      await scheduler.waitIdle()
      for (const { process } of tabs) expect(process.copy).toEqual(browser.items)
    })
    await fc.assert(property, { numRuns: 100 })
  })

  it('hears what another window has written, and not what it has written itself', async () => {
    const browser = new Browser()
    const [one, two] = [browser.openTab(), browser.openTab()]
    const heard: string[] = []
    for (const { name, globals } of [one, two]) {
      globals.addEventListener('storage', ({ key, oldValue, newValue }) =>
        heard.push(`${name}: ${key} ${oldValue} ${newValue}`),
      )
    }
    one.globals.localStorage.setItem('k', 'main')
    const frame = one.globals.document.createElement('iframe')
    expect(frame.contentWindow).toBe(null)
    one.globals.document.documentElement.append(frame)
    frame.contentWindow?.localStorage.setItem('k', 'frame')
    frame.contentWindow?.localStorage.setItem('k', 'frame')
    await new Promise((resolve) => setTimeout(resolve))
    expect(heard.sort()).toEqual(['tab 1: k main frame', 'tab 2: k main frame', 'tab 2: k null main'])
  })
})
