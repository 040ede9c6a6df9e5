import type { Snapshot } from 'budgetbook'
import { get, writable } from 'svelte/store'
import { expect, it, vi } from 'vitest'
import { computed, shallowRef } from 'vue'
import { follow } from '../../examples/front-ends/signals.js'
import { openCounted } from './book-of-one-month.js'

const loading: Snapshot<string> = { state: 'loading', value: undefined, error: undefined }

it('a signal is set at once, and after each change until it ends', async () => {
  const { spentIn, spendOn, reads } = await openCounted()
  const snapshots: Snapshot<string>[] = []
  const stop = follow(spentIn('2026-02'), (snapshot) => snapshots.push(snapshot))
  expect(snapshots).toEqual([loading])
  await vi.waitUntil(() => snapshots.at(-1)?.value === '0.00')
  stop()
  await Promise.resolve()
  await spendOn('2026-02-14')
  expect(reads()).toBe(1)
})

it('what is computed from a signal follows', async () => {
  const { spentIn, spendOn } = await openCounted()
  const signal = shallowRef<Snapshot<string>>(loading)
  const text = computed(() => signal.value.value ?? '…')
  const stop = follow(spentIn('2026-02'), (snapshot) => (signal.value = snapshot))
  expect(text.value).toBe('…')
  await vi.waitUntil(() => text.value === '0.00')
  await spendOn('2026-02-14')
  await vi.waitUntil(() => text.value === '5.00')
  stop()
})

it('a signal whose setter is a method works too', async () => {
  const { spentIn } = await openCounted()
  const signal = writable<Snapshot<string>>(loading)
  const stop = follow(spentIn('2026-02'), signal.set)
  await vi.waitUntil(() => get(signal).value === '0.00')
  stop()
})
