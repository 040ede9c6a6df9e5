import { describe, expect, it } from 'vitest'
import { atEveryOperation, expectToldState, outcomeOf, stateOf } from './attempts.js'
import { faultyStorageKinds } from './faulty-storages.js'
import { scenarios } from './scenarios.js'

describe.each(faultyStorageKinds)('in $name', (kind) => {
  it.each(scenarios)(
    '$name, when the storage is full from any operation on, is refused or made, and made when there is space',
    async (scenario) => {
      const outcomes: string[] = []
      await atEveryOperation(kind, scenario, ['quota'], async (attempt) => {
        const { storage, run, tryOnce, states } = attempt
        const before = scenario.isFirst ? null : await storage.bytes()
        const outcome = await tryOnce()
        outcomes.push(outcome)
        const state = await expectToldState(attempt, outcome)
        if (state === 'before') {
          if (before) expect(await storage.bytes()).toEqual(before)
          // It is refused as long as there is no space, and then it is made, by the same client.
          expect(await outcomeOf(run())).toBe('quota_exceeded')
          storage.faults.release()
          await run()
        }
        expect(await stateOf(storage.fresh())).toBe(states.after)
      })
      expect(outcomes[0]).toBe(scenario.onlyRemoves ? 'resolved' : 'quota_exceeded')
      expect(new Set(outcomes)).toEqual(new Set([outcomes[0], 'resolved']))
    },
  )
})
