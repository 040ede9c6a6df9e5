import { describe, expect, it } from 'vitest'
import { addMonths, parseMonth } from '../../../src/index.js'
import { expectOneAccepted } from '../harness/expect-one-accepted.js'
import { adapterKinds } from '../place.js'
import { engines } from './engines.js'
import { together, useEngine } from './use-engine.js'

const months = Array.from({ length: 50 }, (_, at) => addMonths(parseMonth('2026-01'), at))
const races = adapterKinds.flatMap((kind) => [2, 4, 8].map((writers) => ({ kind, writers })))

describe.each(engines)('in $name', (engine) => {
  const openTabs = useEngine(engine)

  it.each(races)(
    '$writers tabs on $kind budget 60 each at once under a limit of 100: exactly one is accepted, in each of 50 rounds',
    async ({ kind, writers }) => {
      const place = { kind, name: 'limit' }
      const { tabs, openBeside } = await openTabs(writers)
      const categoryIds = await tabs[0]!.call('prepareLimit', { place, categories: writers })
      const outcomes = await together(tabs, async (tab, meeting) =>
        tab.call('raceForBudgets', { place, meeting, months, categoryId: categoryIds[meeting.tab]! }),
      )
      expectOneAccepted(outcomes, 'allocation_rejected')
      const late = await openBeside()
      expect(await late.call('budgetTotals', { place, months })).toEqual(months.map(() => '60.00'))
    },
  )
})
