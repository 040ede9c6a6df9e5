import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import fc from 'fast-check'
import type { Snapshot } from 'budgetbook'
import { allMonths, Run, stepArbitrary, type Answer } from './schedule.js'

const monthsArbitrary = fc.option(fc.subarray([...allMonths]), { nil: undefined })

/** The read that a snapshot tells of. */
function numberOf({ value, error }: Snapshot<Answer>): number {
  return Math.max(value?.number ?? 0, error instanceof Error ? Number(error.message) : 0)
}

describe('an observed read, over random schedules', () => {
  beforeEach(() => void vi.stubGlobal('reportError', () => undefined))
  afterEach(() => void vi.unstubAllGlobals())

  it('reads once for all listeners, only while one is there, and only what is not known', async () => {
    await fc.assert(
      fc.asyncProperty(
        monthsArbitrary,
        fc.boolean(),
        fc.array(stepArbitrary, { maxLength: 25 }),
        async (months, passesSignal, steps) => {
          const run = await Run.start(months, passesSignal)
          let newest = 0
          for (const step of steps) {
            await run.step(step)
            const snapshot = run.observed.getSnapshot()
            expect(run.observed.getSnapshot()).toBe(snapshot)
            expect(Object.isFrozen(snapshot)).toBe(true)
            expect(numberOf(snapshot), 'an older answer replaced a newer').toBeGreaterThanOrEqual(newest)
            newest = numberOf(snapshot)
            for (const { seen } of run.subscriptions) expect(seen).toBe(snapshot)
          }
          await run.pause()
          expect(run.problems).toEqual([])
          expect(run.reads).toBe(run.expected.reads)
          expect(run.open.filter(({ signal }) => !signal.aborted)).toHaveLength(
            run.expected.isReading ? 1 : 0,
          )
        },
      ),
      { numRuns: 400 },
    )
  })

  it('agrees with a fresh read when all is quiet', async () => {
    await fc.assert(
      fc.asyncProperty(
        monthsArbitrary,
        fc.boolean(),
        fc.array(stepArbitrary, { maxLength: 25 }),
        async (months, passesSignal, steps) => {
          const run = await Run.start(months, passesSignal)
          for (const step of steps) await run.step(step)
          await run.quiesce()
          expect(run.observed.getSnapshot()).toEqual({
            state: 'ready',
            value: { number: expect.any(Number), found: await run.found() },
            error: undefined,
            refreshing: false,
          })
        },
      ),
      { numRuns: 400 },
    )
  })
})
