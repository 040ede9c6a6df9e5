import { describe, expect, it } from 'vitest'
import { addMonths, parseMonth } from '../../src/index.js'
import { expectOneAccepted } from './harness/expect-one-accepted.js'
import { together } from './harness/tabs.js'
import { usePrivateSite } from './harness/use-site.js'
import { adapterKinds } from './place.js'

const { openTabs, openBeside } = usePrivateSite()
const writers = 4
const bookIds = Array.from({ length: 20 }, (_, at) => `book ${at}`)
const months = bookIds.map((_, at) => addMonths(parseMonth('2026-01'), at))

describe.each(adapterKinds)('four tabs on %s at once', (kind) => {
  it('that write to a book for the first time: one wins, and the others see what it wrote', async () => {
    const place = { kind, name: 'first book' }
    const tabs = await openTabs(writers)
    const outcomes = await together(tabs, async (tab, meeting) =>
      tab.call('raceForBooks', { place, meeting, bookIds }),
    )
    expectOneAccepted(outcomes, 'duplicate_category')
    const late = await openBeside(tabs[0])
    expect(await late.call('countCategories', { place, bookIds })).toEqual(bookIds.map(() => 1))
  })

  it('that write to a month for the first time: one wins, and the others see what it wrote', async () => {
    const place = { kind, name: 'first month' }
    const tabs = await openTabs(writers)
    const [categoryId] = await tabs[0]!.call('prepareLimit', { place, categories: 1 })
    const outcomes = await together(tabs, async (tab, meeting) =>
      tab.call('raceForBudgets', { place, meeting, months, categoryId: categoryId! }),
    )
    expectOneAccepted(outcomes, 'duplicate_budget')
    const late = await openBeside(tabs[0])
    expect(await late.call('budgetTotals', { place, months })).toEqual(months.map(() => '60.00'))
  })
})
