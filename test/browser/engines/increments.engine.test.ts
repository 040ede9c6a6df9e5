import { afterAll, describe, expect, it } from 'vitest'
import { rates } from '../harness/rates.js'
import { adapterKinds, type Place } from '../place.js'
import { engines } from './engines.js'
import { together, useEngine } from './use-engine.js'
import { withoutFrames } from './without-frames.js'

const times = 2_000

describe.each(engines)('in $name', (engine) => {
  const openTabs = useEngine(engine)
  const measured = rates()
  afterAll(measured.print)

  /** Lets two tabs increment a counter, 2,000 times each, both at once; gives what it comes to. */
  async function incrementTogether(kind: Place['kind'], how: string = kind, prepare = ''): Promise<number> {
    const counter = { place: { kind, name: 'increments' }, bookId: 'book' }
    const { tabs, openBeside } = await openTabs(2)
    for (const tab of tabs) await tab.run(prepare)
    await tabs[0]!.call('prepareCounter', counter)
    const spans = await together(tabs, async (tab, meeting) =>
      tab.call('increment', { ...counter, meeting, times }),
    )
    const late = await openBeside()
    const count = Math.round(Number(await late.call('readCounter', counter)) * 100)
    const lost = 2 * times - count
    measured.add(`${engine.name}, ${how}: ${lost} of ${2 * times} lost`, 2 * times, spans)
    return count
  }

  it.each(adapterKinds)('two tabs on %s that increment 2,000 times each lose no increment', async (kind) => {
    expect(await incrementTogether(kind)).toBe(2 * times)
  })

  it('two tabs on localStorage with locks, but without frames to wait by, lose increments as well', async () => {
    const count = await incrementTogether('localStorage', 'localStorage without frames', withoutFrames)
    expect(count).toBeLessThan(2 * times)
  })

  it('two tabs on localStorage without locks lose increments, so that the tests above can fail', async () => {
    expect(await incrementTogether('localStorage without locks')).toBeLessThan(2 * times)
  })
})
