import { beforeAll, describe, expect, it } from 'vitest'
import { addMonths, parseMonth } from '../../src/index.js'
import { expectOneAccepted } from './harness/expect-one-accepted.js'
import { openTabs, together, type Tab } from './harness/tabs.js'
import { usePrivateSite } from './harness/use-site.js'
import { adapterKinds } from './place.js'
import { raceRounds } from '../support/settings.js'

const { browser, site, openBeside } = usePrivateSite()
const writerCounts = [2, 4, 8, 16]
const months = Array.from({ length: raceRounds }, (_, at) => addMonths(parseMonth('2026-01'), at))

describe.each(adapterKinds)('tabs on %s that budget 60 each under a limit of 100', (kind) => {
  let tabs: readonly Tab[] = []
  beforeAll(async () => {
    tabs = await openTabs(await browser().newContext(), site().origin, Math.max(...writerCounts))
  })

  it.each(writerCounts)(
    `%i at once: exactly one is accepted, in each of ${raceRounds} rounds`,
    async (count) => {
      const place = { kind, name: `limit ${count}` }
      const writers = tabs.slice(0, count)
      const categoryIds = await tabs[0]!.call('prepareLimit', { place, categories: count })
      const outcomes = await together(writers, async (tab, meeting) =>
        tab.call('raceForBudgets', { place, meeting, months, categoryId: categoryIds[meeting.tab]! }),
      )
      expectOneAccepted(outcomes, 'allocation_rejected')
      const late = await openBeside(tabs[0])
      expect(await late.call('budgetTotals', { place, months })).toEqual(months.map(() => '60.00'))
    },
  )
})
