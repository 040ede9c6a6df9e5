import { beforeAll, describe, expect, it } from 'vitest'
import { addMonths, parseMonth } from '../../src/index.js'
import { expectOneAccepted } from './harness/expect-one-accepted.js'
import { openTabs, together, type Tab } from './harness/tabs.js'
import { usePrivateSite } from './harness/use-site.js'
import { adapterKinds, type Place } from './place.js'
import { raceRounds } from '../support/settings.js'

const { browser, site, openTabs: openSome, openBeside } = usePrivateSite()
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

describe.each(adapterKinds)('two tabs on %s that spend', (kind) => {
  it.each(['spend', 'hold'] as const)(
    '2,000 cents by %s under a limit of 1,000: 1,000 are accepted',
    async (way) => {
      const place: Place = { kind, name: `spending by ${way}` }
      const tabs = await openSome(2)
      const categoryId = await tabs[0]!.call('prepareSpending', { place, limit: '10.00' })
      const accepted = await together(tabs, async (tab, meeting) =>
        tab.call('raceToSpend', { place, meeting, categoryId, times: 1_000, way }),
      )
      expect(accepted.reduce((sum, count) => sum + count, 0)).toBe(1_000)
      const late = await openBeside(tabs[0])
      expect(await late.call('spendingIn', place)).toEqual({ spent: '10.00', held: '0.00' })
    },
  )
})
