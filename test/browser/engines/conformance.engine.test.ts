import { afterAll, beforeEach, describe, it, onTestFailed } from 'vitest'
import { adapterConformance } from '../../../src/testing/index.js'
import { adapterKinds } from '../place.js'
import { engines } from './engines.js'
import type { RemoteTab } from './remote-browser.js'
import { useEngine } from './use-engine.js'

// Only their names are used here; they run in the page.
const cases = adapterConformance({
  open: async () => {
    throw new Error('The cases run in the page')
  },
})

describe.each(engines)('in $name', (engine) => {
  const openTabs = useEngine(engine)
  const tasks: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const task of tasks) await task()
  })

  describe.each(adapterKinds)('the adapter for %s', (kind) => {
    let tab: RemoteTab | undefined
    beforeEach(async () => {
      tab ??= (await openTabs(1, (task) => tasks.push(task))).tabs[0]
    })

    it.each(cases)('$name', { timeout: 20_000 }, async ({ name }) => {
      // A page that hangs must not take the other cases with it.
      onTestFailed(() => {
        tab = undefined
      })
      await tab!.call('runConformanceCase', { kind, name })
    })
  })
})
