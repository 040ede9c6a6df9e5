import { beforeEach, describe, it, onTestFailed } from 'vitest'
import { adapterConformance } from '../../src/testing/index.js'
import { openTab, type Tab } from './harness/tabs.js'
import { usePrivateSite } from './harness/use-site.js'
import { adapterKinds } from './place.js'

const { browser, site } = usePrivateSite()

// Only their names are used here; they run in the page.
const cases = adapterConformance({
  open: async () => {
    throw new Error('The cases run in the page')
  },
})

describe.each(adapterKinds)('the adapter for %s, in a page', (kind) => {
  let tab: Tab | undefined
  beforeEach(async () => {
    tab ??= await openTab(await browser().newContext(), site().origin)
  })

  it.each(cases)('$name', { timeout: 20_000 }, async ({ name }) => {
    // A page that hangs must not take the other cases with it.
    onTestFailed(async () => {
      await tab!.page.close()
      tab = undefined
    })
    await tab!.call('runConformanceCase', { kind, name })
  })
})
