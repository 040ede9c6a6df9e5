import { describe, expect, it } from 'vitest'
import { atEveryOperation, expectToldState, outcomeOf, stateOf } from './attempts.js'
import { faultyStorageKinds } from './faulty-storages.js'
import { scenarios } from './scenarios.js'

const soon = async () => new Promise((resolve) => setTimeout(resolve, 2))

describe.each(faultyStorageKinds)('in $name', (kind) => {
  const stall = ['stall', { on: kind.canStall }] as const

  it.each(scenarios)('$name, stalled at any operation, is made when it goes on', async (scenario) => {
    const count = await atEveryOperation(kind, scenario, stall, async ({ storage, run, states }, armed) => {
      let isOver = false
      const running = outcomeOf(run()).finally(() => (isOver = true))
      await Promise.race([armed.whenStruck, running])
      await soon()
      expect(isOver).toBe(armed.struck === null)
      storage.faults.release()
      expect(await running).toBe('resolved')
      armed.disarm()
      expect(await stateOf(storage.fresh())).toBe(states.after)
    })
    expect(count).toBeGreaterThan(0)
  })

  it.each(scenarios.filter(({ isPlain }) => !isPlain))(
    '$name, stalled at any operation and aborted, is made or aborted, as its caller is told',
    async (scenario) => {
      const outcomes: string[] = []
      await atEveryOperation(kind, scenario, stall, async (attempt, armed) => {
        const { storage, run } = attempt
        const controller = new AbortController()
        const running = outcomeOf(run({ signal: controller.signal }))
        await Promise.race([armed.whenStruck, running])
        await soon()
        controller.abort()
        await soon()
        storage.faults.release()
        const outcome = await running
        armed.disarm()
        outcomes.push(outcome)
        await expectToldState(attempt, outcome)
      })
      expect(outcomes[0]).toBe('aborted')
      expect(outcomes.at(-1)).toBe('resolved')
      expect(
        outcomes.filter((outcome) => !['aborted', 'resolved', 'outcome_unknown'].includes(outcome)),
      ).toEqual([])
    },
  )
})
