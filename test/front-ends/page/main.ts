import { createMemoryAdapter, observe, openBudgetBook } from 'budgetbook'
import { mount, unmount } from 'svelte'
import { createApp, h } from 'vue'
import { showRemaining } from '../../../examples/front-ends/dom.js'
import { useObserved } from '../../../examples/front-ends/vue.js'
import Spent from './spent.svelte'

/** The elements of the page: one for each way to show the same month. */
function place(id: string): HTMLElement {
  const element = document.createElement('div')
  element.id = id
  document.body.append(element)
  return element
}

/** What the test makes the page do. */
export interface FrontEnds {
  /** Spends 5.00 in the month that is shown. */
  readonly spend: () => Promise<unknown>
  /** Takes everything off the page. */
  readonly leave: () => Promise<void>
  /** How many listeners the book has. */
  readonly listeners: () => number
}

/** Shows a month with Vue, with Svelte and without a framework. */
export async function start(): Promise<FrontEnds> {
  const opened = await openBudgetBook({ storage: createMemoryAdapter() })
  const { id: categoryId } = await opened.categories.create({ name: 'Travel' })
  await opened.budgets.create({ categoryId, month: '2026-02', amount: '100.00' })
  let listeners = 0
  const book: typeof opened = {
    ...opened,
    subscribe: (listener) => {
      const end = opened.subscribe(listener)
      listeners++
      return () => {
        listeners--
        end()
      }
    },
  }
  const spent = () =>
    observe(book, async (of, signal) => (await of.utilization('2026-02', { signal })).summary.totalSpent, {
      months: ['2026-02'],
    })

  const vue = createApp({
    setup: () => {
      const snapshot = useObserved(spent)
      return () => h('p', { id: 'vue' }, snapshot.value.value ?? snapshot.value.state)
    },
  })
  vue.mount(place('vue-app'))
  const svelte = mount(Spent, { target: place('svelte-app'), props: { observed: spent() } })
  const stop = showRemaining(place('dom'), book, '2026-02')
  return {
    spend: () => book.expenses.record({ categoryId, amount: '5.00', date: '2026-02-14' }),
    leave: async () => {
      vue.unmount()
      await unmount(svelte)
      stop()
    },
    listeners: () => listeners,
  }
}
