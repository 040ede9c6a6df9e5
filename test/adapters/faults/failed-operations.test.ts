import { describe, expect, it } from 'vitest'
import { expectSoundTotals } from '../../../src/testing/conformance/observations.js'
import { atEveryOperation, expectToldState, stateOf } from './attempts.js'
import { faultyStorageKinds } from './faulty-storages.js'
import { scenarios } from './scenarios.js'

describe.each(faultyStorageKinds)('in $name', (kind) => {
  describe.each(scenarios)('$name, when any operation fails', (scenario) => {
    it('is made or not made, as its caller is told, and can be made then', async () => {
      const count = await atEveryOperation(kind, scenario, ['fail'], async (attempt) => {
        const outcome = await attempt.tryOnce()
        const state = await expectToldState(attempt, outcome)
        await expectSoundTotals(attempt.storage.fresh(), 'after a failure')
        if (state === 'before') await attempt.run()
        expect(await stateOf(attempt.storage.fresh())).toBe(attempt.states.after)
      })
      expect(count).toBeGreaterThan(2)
    })
  })

  describe.each(scenarios.filter(({ isPlain }) => !isPlain))(
    '$name that has an operation id, when any operation fails',
    (scenario) => {
      it('is made exactly once where it is repeated, by whatever client', async () => {
        const asked = { operationId: 'once' }
        await atEveryOperation(kind, scenario, ['fail'], async (attempt) => {
          const { storage, states } = attempt
          await expectToldState(attempt, await attempt.tryOnce(asked))
          await attempt.run(asked)
          expect(await stateOf(storage.fresh())).toBe(states.after)
          const again = await scenario.start(storage.fresh())
          await again(asked)
          expect(await stateOf(storage.fresh())).toBe(states.after)
        })
      })
    },
  )
})
