import { expect, it, vi } from 'vitest'
import { createSSRApp, effectScope, h, nextTick, ref, watch } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { useObserved } from '../../examples/front-ends/vue.js'
import { openCounted } from './book-of-one-month.js'

it('a ref of Vue is loading, then has the value, then the next one, and its watchers hear of it', async () => {
  const { spentIn, spendOn } = await openCounted()
  const scope = effectScope()
  const spent = scope.run(() => useObserved(() => spentIn('2026-02')))!
  const seen: (string | undefined)[] = []
  scope.run(() => watch(spent, ({ value }) => seen.push(value), { flush: 'sync' }))
  expect(spent.value.state).toBe('loading')
  await vi.waitUntil(() => spent.value.value === '0.00')
  await spendOn('2026-02-14')
  await vi.waitUntil(() => spent.value.value === '5.00')
  expect([...new Set(seen)]).toEqual(['0.00', '5.00'])
  scope.stop()
})

it('when the month changes, the read of the old one ends and that of the new one begins', async () => {
  const { spentIn, spendOn, aborted, reads } = await openCounted()
  await spendOn('2026-03-01')
  const month = ref('2026-02')
  const scope = effectScope()
  const spent = scope.run(() => useObserved(() => spentIn(month.value)))!
  month.value = '2026-03'
  await nextTick()
  await vi.waitUntil(() => spent.value.value === '5.00')
  expect(aborted()).toBe(1)
  await spendOn('2026-02-14')
  expect(reads()).toBe(2)
  scope.stop()
})

it('the figures of the old month are gone at once, and a read that is known is there at once', async () => {
  const { spentIn } = await openCounted()
  const reads = { '2026-02': spentIn('2026-02'), '2026-03': spentIn('2026-03') }
  const month = ref<keyof typeof reads>('2026-02')
  const scope = effectScope()
  const spent = scope.run(() => useObserved(() => reads[month.value]))!
  await vi.waitUntil(() => spent.value.state === 'ready')
  month.value = '2026-03'
  await nextTick()
  expect(spent.value.state).toBe('loading')
  month.value = '2026-02'
  await nextTick()
  expect(spent.value.value).toBe('0.00')
  scope.stop()
})

it('when the scope ends, nothing is read any more', async () => {
  const { spentIn, spendOn, reads } = await openCounted()
  const scope = effectScope()
  const spent = scope.run(() => useObserved(() => spentIn('2026-02')))!
  await vi.waitUntil(() => spent.value.state === 'ready')
  scope.stop()
  await nextTick()
  await spendOn('2026-02-14')
  expect(reads()).toBe(1)
  expect(spent.value.value).toBe('0.00')
})

it('on a server, Vue renders it as loading, and leaves nothing running', async () => {
  const { spentIn, spendOn, reads, aborted } = await openCounted()
  const component = {
    setup: () => {
      const spent = useObserved(() => spentIn('2026-02'))
      return () => h('p', spent.value.state)
    },
  }
  expect(await renderToString(createSSRApp(component))).toBe('<p>loading</p>')
  const before = reads()
  await spendOn('2026-02-14')
  expect([before, reads(), aborted()]).toEqual([1, 1, 1])
})
