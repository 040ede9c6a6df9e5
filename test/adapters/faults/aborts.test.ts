import { describe, expect, it } from 'vitest'
import { beforeEveryOperation, expectToldState, stateOf } from './attempts.js'
import { faultyStorageKinds } from './faulty-storages.js'
import { fill, scenarios } from './scenarios.js'

const abortable = scenarios.filter(({ isPlain }) => !isPlain)
const reason = new Error('the user has left')

describe.each(faultyStorageKinds)('in $name', (kind) => {
  it.each(abortable)(
    '$name, aborted while any of its operations begins, is made or aborted, as its caller is told',
    async (scenario) => {
      const outcomes: string[] = []
      const count = await beforeEveryOperation(kind, scenario, async (attempt, happensOnce) => {
        const controller = new AbortController()
        const { faults } = attempt.storage
        const before = faults.operations.length
        let isWriting = true
        happensOnce(() => {
          isWriting = faults.operations.slice(before).some(({ access }) => access === 'write')
          kind.interrupt(() => controller.abort(reason))
        })
        const outcome = await attempt.tryOnce({ signal: controller.signal })
        outcomes.push(outcome)
        if (!isWriting) expect(outcome).toBe('aborted')
        const state = await expectToldState(attempt, outcome)
        if (state === 'before') await attempt.run()
        expect(await stateOf(attempt.storage.fresh())).toBe(attempt.states.after)
      })
      expect(count).toBeGreaterThan(2)
      expect(new Set(outcomes)).toEqual(new Set(['aborted', 'resolved']))
      // Once it cannot be taken back, it never is.
      expect(outcomes.lastIndexOf('aborted')).toBeLessThan(outcomes.indexOf('resolved'))
    },
  )

  it.each(abortable)('$name, aborted before it is asked for, reads and writes nothing', async (scenario) => {
    const storage = kind.create()
    if (!scenario.isFirst) await fill(storage.fresh())
    const run = await scenario.start(storage.connect())
    const before = storage.faults.operations.length
    await expect(run({ signal: AbortSignal.abort(reason) })).rejects.toMatchObject({
      code: 'aborted',
      cause: reason,
    })
    const done = storage.faults.operations.slice(before)
    expect(done.filter(({ access }) => access !== 'begin')).toEqual([])
    await storage.dispose()
  })
})
