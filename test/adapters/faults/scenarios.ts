import { openBudgetBook, type AbortSignalLike, type BudgetBook, type StorageAdapter } from 'budgetbook'
import type { BookContents } from 'budgetbook/adapter'
import {
  commit,
  commitOptions,
  inserting,
  moving,
  putting,
  removing,
  theBook,
} from '../../../src/testing/conformance/commits.js'
import {
  makeBudget,
  makeCategory,
  makeExpense,
  makeGroup,
  march,
} from '../../../src/testing/conformance/entities.js'
import { openTab, sampleStorage } from '../local-storage/sample-book.js'

/** How a commit is asked for. */
export interface Asked {
  readonly operationId?: string
  readonly signal?: AbortSignalLike
}

/** A commit, and what there is before it. */
export interface Scenario {
  readonly name: string
  /** Whether the book was never written before. */
  readonly isFirst?: boolean
  /** Whether nothing that it does can need space. */
  readonly onlyRemoves?: boolean
  /** Whether it takes no operation id and no signal. */
  readonly isPlain?: boolean
  /** Makes ready, before anything goes wrong; gives the commit, which may be asked for again. */
  readonly start: (adapter: StorageAdapter) => Promise<(asked?: Asked) => Promise<unknown>>
}

function ofAdapter(
  name: string,
  changes: Parameters<typeof commit>[1],
  more: Pick<Scenario, 'isFirst'> = {},
): Scenario {
  return {
    name,
    ...more,
    start: async (adapter) => async (asked) => commit(adapter, changes, detailsOf(asked)),
  }
}

function ofBook(name: string, run: (book: BudgetBook, asked: Asked) => Promise<unknown>): Scenario {
  return {
    name,
    start: async (storage) => {
      let count = 0
      const book = await openBudgetBook({
        storage,
        bookId: theBook,
        now: () => new Date('2026-02-14T12:00:00.000Z'),
        generateId: () => `made ${++count}`,
      })
      return async (asked = {}) => {
        count = 0
        return run(book, asked)
      }
    },
  }
}

function detailsOf({ operationId, signal }: Asked = {}) {
  return {
    operation: operationId === undefined ? null : { id: operationId, fingerprint: 'f' },
    ...(signal ? { signal } : {}),
  }
}

/** Commits of every kind. */
export const scenarios: readonly Scenario[] = [
  ofAdapter('an expense recorded in its month', [
    inserting.expense(makeExpense('e9', 'food', '2026-02-20', '9.00')),
  ]),
  ofAdapter('a commit of two months and the head', [
    putting.expense(makeExpense('e1', 'food', '2026-04-01', '1.25')),
    removing.expense('e3'),
    removing.budget('b1'),
    inserting.budget(makeBudget('b4', 'gifts', march, '10.00')),
    inserting.category(makeCategory('new')),
  ]),
  ofAdapter('a move, and groups that come and go', [
    moving.category('gifts', 'food'),
    // Larger than what goes, so that the commit needs space.
    inserting.group(makeGroup('new', { metadata: { note: 'x'.repeat(300) } })),
    moving.group('new', 'home'),
    removing.group('fun'),
    putting.category(makeCategory('travel', { groupId: 'new' })),
  ]),
  ofAdapter(
    'the first commit of a book',
    [
      inserting.category(makeCategory('food')),
      inserting.expense(makeExpense('e1', 'food', '2026-01-31', '1.00')),
      inserting.expense(makeExpense('e2', 'food', '2026-02-01', '2.00')),
    ],
    { isFirst: true },
  ),
  ofBook('an allocation', async (book, asked) =>
    book.budgets.allocate(
      '2026-02',
      [
        { categoryId: 'food', amount: '250.00' },
        { categoryId: 'travel', amount: null },
        { categoryId: 'gifts', amount: '5.00' },
      ],
      asked,
    ),
  ),
  ofBook('a change of the currency', async (book, asked) =>
    book.settings.changeCurrency({ to: 'EUR', rate: '0.9' }, asked),
  ),
  {
    name: 'the deletion of a book',
    onlyRemoves: true,
    isPlain: true,
    start: async (adapter) => async () => adapter.deleteBook(theBook),
  },
]

const sample: BookContents = await openTab(await sampleStorage()).readAll(theBook)

/** Fills a storage with the sample book: three months, one of them closed, and an operation. */
export async function fill(adapter: StorageAdapter): Promise<void> {
  const operation = { id: 'sample', fingerprint: 'f' }
  await adapter.replace(
    theBook,
    () => ({ contents: sample, receipt: { ids: ['sample'] } }),
    commitOptions({ operation }),
  )
}
