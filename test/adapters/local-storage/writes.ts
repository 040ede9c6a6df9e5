import type { StorageAdapter } from 'budgetbook'
import type { BookContents } from 'budgetbook/adapter'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  removing,
  theBook,
} from '../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeSettings,
} from '../../../src/testing/conformance/entities.js'
import { mapStorage, type MapStorage } from '../../support/storages/storage-like.js'
import { openTab, sampleStorage } from './sample-book.js'

/** A write, and the storage that it is made in. */
export interface Write {
  readonly name: string
  readonly prepare: () => Promise<MapStorage>
  readonly run: (tab: StorageAdapter) => Promise<unknown>
}

const empty = async () => mapStorage()
const operation = { id: 'operation', fingerprint: 'f' }

function rewritten(contents: BookContents): BookContents {
  return {
    ...contents,
    settings: makeSettings('USD', '900.00', 25),
    closedMonths: [],
    budgets: contents.budgets.filter(({ month }) => month !== january),
    expenses: contents.expenses.map((expense) => ({ ...expense, month: january })),
  }
}

/** Every kind of write that the adapter makes. */
export const writes: readonly Write[] = [
  {
    name: 'a commit within one month',
    prepare: sampleStorage,
    run: async (tab) =>
      commit(tab, [
        inserting.expense(makeExpense('e9', 'food', '2026-02-20', '9.00')),
        putting.expense(makeExpense('e2', 'travel', '2026-02-02', '7.00')),
        removing.expense('e3'),
        putting.budget(makeBudget('b2', 'food', february, '300.00')),
      ]),
  },
  {
    name: 'a commit within one month that names an operation',
    prepare: sampleStorage,
    run: async (tab) =>
      commit(tab, [inserting.expense(makeExpense('e9', 'food', '2026-02-20', '9.00'))], { operation }),
  },
  {
    name: 'a commit of two months, one new, and of the head',
    prepare: sampleStorage,
    run: async (tab) =>
      commit(tab, [
        putting.expense(makeExpense('e1', 'food', '2026-04-01', '1.25')),
        removing.budget('b1'),
        putting.settings(makeSettings('USD', '700.00')),
        inserting.category(makeCategory('new')),
      ]),
  },
  {
    name: 'a commit of five months',
    prepare: sampleStorage,
    run: async (tab) =>
      commit(
        tab,
        ['2026-01-01', '2026-02-01', '2026-05-01', '2026-06-01', '2026-07-01'].map((date) =>
          inserting.expense(makeExpense(`new ${date}`, 'food', date, '1.00')),
        ),
      ),
  },
  {
    name: 'a commit of the head alone',
    prepare: sampleStorage,
    run: async (tab) => commit(tab, [inserting.category(makeCategory('new'))]),
  },
  {
    name: 'the first commit of a book',
    prepare: empty,
    run: async (tab) =>
      commit(tab, [
        inserting.category(makeCategory('food')),
        inserting.expense(makeExpense('e1', 'food', '2026-01-31', '1.00')),
        inserting.expense(makeExpense('e2', 'food', '2026-02-01', '2.00')),
      ]),
  },
  {
    name: 'a replace',
    prepare: sampleStorage,
    run: async (tab) =>
      tab.replace(theBook, (contents) => ({ contents: rewritten(contents), receipt: {} }), commitOptions()),
  },
  {
    name: 'a replace of a book that was never written',
    prepare: empty,
    run: async (tab) => {
      const contents = await filledContents()
      await tab.replace(theBook, () => ({ contents, receipt: {} }), commitOptions())
    },
  },
]

async function filledContents(): Promise<BookContents> {
  return openTab(await sampleStorage()).readAll(theBook)
}
