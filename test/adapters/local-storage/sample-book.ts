import {
  createLocalStorageAdapter,
  type Amount,
  type CategoryRolloverRule,
  type CurrencyCode,
  type OriginalAmount,
  type StorageAdapter,
  type StorageLike,
} from 'budgetbook'
import { commit, inserting, putting } from '../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeGroup,
  makeSettings,
  march,
} from '../../../src/testing/conformance/entities.js'
import { mapStorage, type MapStorage } from '../../support/storages/storage-like.js'

/** One more tab: an adapter of its own over a storage. */
export function openTab(storage: StorageLike): StorageAdapter {
  return createLocalStorageAdapter({ storage, locks: null })
}

const rollover: CategoryRolloverRule = {
  from: january,
  carry: 'unspent',
  cap: '50.00' as Amount,
  opening: '-1.00' as Amount,
}
const original: OriginalAmount = {
  amount: '-450' as Amount,
  currency: 'JPY' as CurrencyCode,
  rate: '0.0066',
}

/** A storage with a book in it: three months, one of them closed, with groups, budgets, expenses, and an operation. */
export async function sampleStorage(): Promise<MapStorage> {
  const storage = mapStorage()
  const tab = openTab(storage)
  const food = makeCategory('food', { metadata: { icon: 'apple' } })
  await commit(tab, [
    putting.settings(makeSettings('USD', '500.00')),
    inserting.group(makeGroup('fun')),
    inserting.group(makeGroup('home', { metadata: { icon: 'house' } })),
    inserting.category(food),
    inserting.category(makeCategory('travel', { groupId: 'fun', rollover })),
    inserting.budget(makeBudget('b1', 'food', january, '100.00')),
    inserting.budget(makeBudget('b2', 'food', february, '200.00', { metadata: { note: 'party' } })),
    inserting.budget(makeBudget('b3', 'travel', february, '50.00')),
    inserting.expense(makeExpense('e1', 'food', '2026-01-31', '1.25')),
    inserting.expense(makeExpense('e2', 'food', '2026-02-01', '2.50', { description: 'Lunch\n"to go"' })),
    inserting.expense(
      makeExpense('e3', 'travel', '2026-02-14', '-3.00', { metadata: { list: [1] }, original }),
    ),
    inserting.expense(makeExpense('e4', 'food', '2026-02-28', '4.75')),
    putting.month(march, true, '400.00'),
  ])
  await commit(tab, [inserting.category(makeCategory('gifts'))], {
    operation: { id: 'gifts', fingerprint: 'f' },
    receipt: { ids: ['gifts'] },
  })
  return storage
}

/** A copy of what is stored. */
export function copyOf({ items }: MapStorage): MapStorage {
  return mapStorage({ items: new Map(items) })
}

/** The only key of the sample book that ends like this, of whatever generation. */
export function keyOf({ items }: MapStorage, part: string): string {
  const found = [...items.keys()].filter((key) => key.includes(part))
  if (found.length !== 1) throw new Error(`${found.length} keys hold ${part}`)
  return found[0]!
}
