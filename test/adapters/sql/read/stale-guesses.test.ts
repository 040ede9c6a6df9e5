import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, type Month, type StorageAdapter } from 'budgetbook'
import type { Head } from 'budgetbook/adapter'
import { createSqlAdapter } from 'budgetbook/sql'
import { commit, inserting, putting } from '../../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeSettings,
  march,
} from '../../../../src/testing/conformance/entities.js'
import { databases } from '../../../support/storages/two-clients.js'

const changes = [
  inserting.category(makeCategory('food')),
  ...[january, february, march].flatMap((month, at) => [
    inserting.budget(makeBudget(`b${at}`, 'food', month, '1.00')),
    inserting.expense(makeExpense(`e${at}`, 'food', `${month}-05`, '2.00')),
  ]),
]
const asUsual = (startDay: number) => putting.settings(makeSettings('USD', null, startDay))
const at = ({ settings: { monthStartDay } }: Head): number => ({ 1: 0, 15: 1, 28: 2 })[monthStartDay] ?? 0

// What is asked depends on the settings: an adapter that went by those that it remembers would miss something.
const questions: Record<string, (adapter: StorageAdapter, bookId: string) => Promise<unknown>> = {
  'a month': async (adapter, bookId) =>
    adapter.read(bookId, (head) => ({ months: [[january, february, march][at(head)] as Month] })),
  'every month': async (adapter, bookId) =>
    adapter.read(bookId, (head) => ({ months: at(head) === 1 ? 'all' : [january] })),
  'a budget': async (adapter, bookId) => adapter.read(bookId, (head) => ({ budgets: [`b${at(head)}`] })),
  'a budget more': async (adapter, bookId) =>
    adapter.read(bookId, (head) => ({ months: 'all', budgets: at(head) === 1 ? ['b0', 'b2'] : ['b0'] })),
  'an expense': async (adapter, bookId) => adapter.read(bookId, (head) => ({ expenses: [`e${at(head)}`] })),
  'what the categories say': async (adapter, bookId) =>
    adapter.read(bookId, ({ categories }) => ({ budgets: categories.map(({ id }) => `b${id.length % 3}`) })),
  'a page': async (adapter, bookId) => adapter.page(bookId, (head) => ({ limit: 1 + at(head) })),
  'a page of dates': async (adapter, bookId) =>
    adapter.page(bookId, (head) => ({ limit: 9, from: `2026-0${1 + at(head)}-01` })),
  'a commit': async (adapter, bookId) =>
    adapter.transact(
      bookId,
      (head) => ({ budgets: [`b${at(head)}`] }),
      ({ budgets }) => ({
        changes: [],
        receipt: { ids: [...budgets.values()].map((one) => one?.id ?? null) },
      }),
      { operation: null, source: '' },
    ),
}

describe.each(Object.entries(databases))('in %s', (_, open) => {
  it.each(Object.entries(questions))(
    '%s that depends on the settings is that of the settings in force, whatever they were before',
    async (_name, ask) => {
      const { storage, beside, bookId, options } = await open()
      const memory = createMemoryAdapter()
      for (const adapter of [beside, memory]) await commit(adapter, changes, { bookId })
      const strangers = [storage, createSqlAdapter(options)]
      for (const startDay of [15, 28, 1, 15]) {
        for (const adapter of [beside, memory]) await commit(adapter, [asUsual(startDay)], { bookId })
        const expected = await ask(memory, bookId)
        for (const adapter of [...strangers, createSqlAdapter(options)])
          expect(await ask(adapter, bookId)).toEqual(expected)
      }
    },
  )
})
