import { describe, expect, it } from 'vitest'
import { usePrivateSite } from './harness/use-site.js'
import { adapterKinds } from './place.js'

const { openTabs, openBeside } = usePrivateSite()
const bookIds = Array.from({ length: 50 }, (_, at) => `book ${at}`)

// What comes of one after the other, in either order; anything else is no order at all.
const loweredFirst = {
  sawBudgeted: '40.00',
  raise: { outcome: 'allocation_rejected', limitSeen: '50.00' },
  after: { limit: '50.00', budgeted: '40.00' },
}
const raisedFirst = {
  sawBudgeted: '90.00',
  raise: { outcome: 'accepted', limitSeen: '100.00' },
  after: { limit: '50.00', budgeted: '90.00' },
}

describe.each(adapterKinds)('two tabs on %s', (kind) => {
  it('that lower the limit to 50 and raise a budget to 90 at once: it is as if one had come after the other', async () => {
    const place = { kind, name: 'lowering' }
    const tabs = await openTabs(2)
    await tabs[0]!.call('prepareLowering', { place, bookIds })
    const [lowering, raising] = tabs
    const meet = { name: 'lowering', tabs: 2 }
    const [sawBudgeted, raises] = await Promise.all([
      lowering!.call('lowerLimits', { place, bookIds, meeting: { ...meet, tab: 0 } }),
      raising!.call('raiseBudgets', { place, bookIds, meeting: { ...meet, tab: 1 } }),
    ])
    const remains = await (await openBeside(tabs[0])).call('remainsOf', { place, bookIds })
    const rounds = bookIds.map((_, at) => ({
      sawBudgeted: sawBudgeted[at]!,
      raise: raises[at]!,
      after: remains[at]!,
    }))
    const inNoOrder = rounds.filter(
      (round) =>
        ![loweredFirst, raisedFirst].some((order) => JSON.stringify(order) === JSON.stringify(round)),
    )
    expect(inNoOrder).toEqual([])
  })
})
