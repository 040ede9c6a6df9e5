import { derived, fromStore, get } from 'svelte/store'
import { expect, it, vi } from 'vitest'
import { toStore } from '../../examples/front-ends/svelte.js'
import { openCounted } from './book-of-one-month.js'

it('a store of Svelte has a value at once', async () => {
  const { spentIn } = await openCounted()
  expect(get(toStore(spentIn('2026-02')))).toEqual({ state: 'loading', value: undefined, error: undefined })
})

it('stores that derive from it hear of each change, and one read serves all of them', async () => {
  const { spentIn, spendOn, reads } = await openCounted()
  const store = toStore(spentIn('2026-02'))
  const seen: string[] = []
  const stop = derived(store, ({ value }) => value ?? '…').subscribe((text) => seen.push(text))
  const stopOther = store.subscribe(() => undefined)
  await vi.waitUntil(() => seen.includes('0.00'))
  await spendOn('2026-02-14')
  await vi.waitUntil(() => seen.includes('5.00'))
  expect([...new Set(seen)]).toEqual(['…', '0.00', '5.00'])
  expect(reads()).toBe(2)
  stop()
  stopOther()
  await Promise.resolve()
  await spendOn('2026-02-15')
  expect(reads()).toBe(2)
})

it('a new subscriber gets what is known at once, and refresh reads again', async () => {
  const { spentIn, reads } = await openCounted()
  const store = toStore(spentIn('2026-02'))
  const states: string[] = []
  const stop = store.subscribe(({ state }) => states.push(state))
  await vi.waitUntil(() => states.includes('ready'))
  expect(get(store).value).toBe('0.00')
  expect(fromStore(store).current.value).toBe('0.00')
  expect(reads()).toBe(1)
  store.refresh()
  await vi.waitUntil(() => states.length === 4) // loading, ready, refreshing, ready
  expect(reads()).toBe(2)
  stop()
})
