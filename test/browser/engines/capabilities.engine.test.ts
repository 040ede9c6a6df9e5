import { describe, expect, it } from 'vitest'
import type { Place } from '../place.js'
import { engines } from './engines.js'
import { useEngine } from './use-engine.js'
import { withoutFrames } from './without-frames.js'

const localStorage: Place = { kind: 'localStorage', name: 'capabilities' }
const indexedDB: Place = { kind: 'indexedDB', name: 'capabilities' }

describe.each(engines)('in $name', (engine) => {
  const openTabs = useEngine(engine)

  it('each tab is rendered by a process of its own, in a secure context with locks', async () => {
    const { tabs } = await openTabs(8)
    for (const tab of tabs) expect(await tab.run('return isSecureContext && "locks" in navigator')).toBe(true)
  })

  it('localStorage keeps all tabs of the origin apart, so that a limit can be enforced', async () => {
    const { tabs } = await openTabs(1)
    expect(await tabs[0]!.call('capabilitiesOf', localStorage)).toEqual({
      reach: 'origin',
      isolation: 'origin',
      durability: 'deferred',
    })
    expect(await tabs[0]!.call('openUnderEnforce', localStorage)).toBe('accepted')
  })

  it('localStorage does not claim to keep tabs apart where the page can have no frames', async () => {
    const { tabs } = await openTabs(1)
    await tabs[0]!.run(withoutFrames)
    expect(await tabs[0]!.call('capabilitiesOf', localStorage)).toMatchObject({ isolation: 'instance' })
    expect(await tabs[0]!.call('openUnderEnforce', localStorage)).toBe('isolation_insufficient')
  })

  it('IndexedDB keeps all tabs of the origin apart', async () => {
    const { tabs } = await openTabs(1)
    expect(await tabs[0]!.call('capabilitiesOf', indexedDB)).toEqual({
      reach: 'origin',
      isolation: 'origin',
      durability: 'process_crash',
      history: true,
    })
    expect(await tabs[0]!.call('openUnderEnforce', indexedDB)).toBe('accepted')
  })
})
