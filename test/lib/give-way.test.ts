import { afterEach, describe, expect, it, vi } from 'vitest'
import { giveWay } from '../../src/lib/time/give-way.js'

describe('giveWay', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  /** Whether an event that was already due comes first. */
  async function letsOthersGoFirst(): Promise<boolean> {
    let isFirst = false
    setTimeout(() => {
      isFirst = true
    }, 0)
    // A timer is not due in the very millisecond that it was set.
    const end = performance.now() + 5
    while (performance.now() < end);
    await giveWay()
    await giveWay()
    return isFirst
  }

  it('lets others go first, in a runtime with setImmediate', async () => {
    expect(await letsOthersGoFirst()).toBe(true)
  })

  it('lets others go first, in a runtime with timers only', async () => {
    vi.stubGlobal('setImmediate', undefined)
    expect(await letsOthersGoFirst()).toBe(true)
  })

  it('takes scheduler.yield where there is one', async () => {
    const scheduler = { yield: vi.fn(async () => undefined) }
    vi.stubGlobal('scheduler', scheduler)
    await giveWay()
    expect(scheduler.yield.mock.contexts).toEqual([scheduler])
  })
})
