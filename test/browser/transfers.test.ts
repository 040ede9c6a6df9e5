import { describe, expect, it } from 'vitest'
import { usePrivateSite } from './harness/use-site.js'
import { adapterKinds } from './place.js'

const { openTabs } = usePrivateSite()
const transfers = 500
const meet = { name: 'transfers', tabs: 2 }
const monthsOf = {
  'within one month': ['2026-02', '2026-02'],
  'across two months': ['2026-01', '2026-02'],
} as const

describe.each(adapterKinds)('a tab on %s that reads while another one transfers', (kind) => {
  it.each(['within one month', 'across two months'] as const)(
    '%s always finds the same total',
    async (where) => {
      const bank = { place: { kind, name: where }, months: monthsOf[where], transfers }
      const [writer, reader] = await openTabs(2)
      await writer!.call('openBank', bank)
      const [, observed] = await Promise.all([
        writer!.call('transferAll', { ...bank, meeting: { ...meet, tab: 0 } }),
        reader!.call('watchTransfers', { ...bank, meeting: { ...meet, tab: 1 } }),
      ])
      expect(observed.totals).toEqual([`${transfers}.00`])
      // The reads did fall between the transfers.
      expect(observed.states).toBeGreaterThan(10)
    },
  )
})
