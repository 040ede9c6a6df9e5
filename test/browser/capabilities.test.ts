import { describe, expect, it } from 'vitest'
import { openTab } from './harness/tabs.js'
import { usePrivateSite } from './harness/use-site.js'
import type { Place } from './place.js'

const { newContext, openTabs, site } = usePrivateSite()
const localStorage: Place = { kind: 'localStorage', name: 'capabilities' }
const indexedDB: Place = { kind: 'indexedDB', name: 'capabilities' }

describe('in a secure context', () => {
  it('localStorage keeps all tabs of the origin apart, so that a limit can be enforced', async () => {
    const [tab] = await openTabs(1)
    expect(await tab!.call('capabilitiesOf', localStorage)).toEqual({
      reach: 'origin',
      isolation: 'origin',
      durability: 'deferred',
    })
    expect(await tab!.call('openUnderEnforce', localStorage)).toBe('accepted')
  })

  it('IndexedDB keeps all tabs of the origin apart, and survives a crash of the browser', async () => {
    const [tab] = await openTabs(1)
    expect(await tab!.call('capabilitiesOf', indexedDB)).toEqual({
      reach: 'origin',
      isolation: 'origin',
      durability: 'process_crash',
      history: true,
    })
    expect(await tab!.call('openUnderEnforce', indexedDB)).toBe('accepted')
  })
})

describe('in an insecure context, where there are no locks', () => {
  it('localStorage does not claim to keep tabs apart, and enforcing a limit is refused', async () => {
    const tab = await openTab(await newContext(), site().insecureOrigin)
    expect(await tab.page.evaluate('[isSecureContext, typeof navigator.locks]')).toEqual([false, 'undefined'])
    expect(await tab.call('capabilitiesOf', localStorage)).toEqual({
      reach: 'origin',
      isolation: 'instance',
      durability: 'deferred',
    })
    expect(await tab.call('openUnderEnforce', localStorage)).toBe('isolation_insufficient')
  })

  it('IndexedDB keeps tabs apart all the same', async () => {
    const tab = await openTab(await newContext(), site().insecureOrigin)
    expect(await tab.call('capabilitiesOf', indexedDB)).toMatchObject({
      reach: 'origin',
      isolation: 'origin',
    })
    expect(await tab.call('openUnderEnforce', indexedDB)).toBe('accepted')
  })
})
