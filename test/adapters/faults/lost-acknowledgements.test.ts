import { describe, expect, it } from 'vitest'
import { expectSoundTotals } from '../../../src/testing/conformance/observations.js'
import { atEveryOperation, expectToldState, outcomeOf, stateOf } from './attempts.js'
import { faultyStorageKinds } from './faulty-storages.js'
import { fill, scenarios } from './scenarios.js'

const repeatable = scenarios.filter(({ isPlain }) => !isPlain)

describe.each(faultyStorageKinds)('in $name', (kind) => {
  const lost = ['lose_acknowledgement', { on: kind.canLoseAcknowledgement }] as const

  it.each(scenarios)(
    '$name, whichever acknowledgement is lost, is made or not made, as its caller is told',
    async (scenario) => {
      const count = await atEveryOperation(kind, scenario, lost, async (attempt) => {
        await expectToldState(attempt, await attempt.tryOnce())
        await expectSoundTotals(attempt.storage.fresh(), 'after a lost acknowledgement')
      })
      expect(count).toBeGreaterThan(0)
    },
  )

  it.each(repeatable)(
    '$name, whichever acknowledgement is lost, is made once where it is repeated by its operation id',
    async (scenario) => {
      const asked = { operationId: 'once' }
      await atEveryOperation(kind, scenario, lost, async ({ storage, tryOnce, run, states }) => {
        await tryOnce(asked)
        // The same client asks again, and so does one of another process.
        await run(asked)
        const again = await scenario.start(storage.fresh())
        await again(asked)
        expect(await stateOf(storage.fresh())).toBe(states.after)
        await expectSoundTotals(storage.fresh(), 'after a repetition')
      })
    },
  )
})

describe('in IndexedDB', () => {
  const [kind] = faultyStorageKinds.filter(({ name }) => name === 'IndexedDB')

  it.each(repeatable)(
    '$name, whose commit is not acknowledged, is outcome_unknown, and made',
    async (scenario) => {
      const storage = kind!.create()
      if (!scenario.isFirst) await fill(storage.fresh())
      const before = await stateOf(storage.fresh())
      const run = await scenario.start(storage.connect())
      const fault = storage.faults.arm('lose_acknowledgement', { on: 'commit' })
      expect(await outcomeOf(run({ operationId: 'once' }))).toBe('outcome_unknown')
      expect(fault.struck?.name).toBe('commit')
      const after = await stateOf(storage.fresh())
      expect(after).not.toBe(before)
      await run({ operationId: 'once' })
      expect(await stateOf(storage.fresh())).toBe(after)
      await storage.dispose()
    },
  )
})
