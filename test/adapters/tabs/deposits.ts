import fc from 'fast-check'
import type { Month, StorageAdapter } from 'budgetbook'
import type { MonthState, View } from 'budgetbook/adapter'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  theBook,
} from '../../../src/testing/conformance/commits.js'
import { february, january, makeBudget, makeCategory } from '../../../src/testing/conformance/entities.js'
import { storedBy } from './tab-race.js'

/** How a deposit is stored: under the month's key alone, under two and the head, or with the head for another reason. */
export type Kind = 'a month' | 'two months' | 'a month and the head' | 'a named operation'

/** Adds to a budget; each adds a digit of its own, so that the sum says which of them count. */
export interface Deposit {
  readonly kind: Kind
  readonly cents: number
}

/** Any kind. */
export const kinds: fc.Arbitrary<Kind> = fc.constantFrom(
  'a month',
  'two months',
  'a month and the head',
  'a named operation',
)

/** For each of several tabs, its deposits. */
export function depositsOf(
  tabs: { minLength: number; maxLength: number },
  each = 2,
): fc.Arbitrary<Deposit[][]> {
  return fc.array(fc.array(kinds, { minLength: 1, maxLength: each }), tabs).map((lists) => {
    let digit = 0
    return lists.map((list) => list.map((kind) => ({ kind, cents: 10 ** digit++ })))
  })
}

/** What all deposits come to, in a month. */
export function sumOf(deposits: readonly Deposit[], month: Month): number {
  const counted = deposits.filter(({ kind }) => month === january || kind === 'two months')
  return counted.reduce((sum, { cents }) => sum + cents, 0)
}

/** What a race may begin with. */
export const beginnings: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  'no book': new Map(),
  'a book without months': await storedBy(async (adapter) =>
    commit(adapter, [inserting.category(makeCategory('before'))]),
  ),
  'a book with its months': await storedBy(async (adapter) =>
    commit(adapter, [
      inserting.category(makeCategory('before')),
      inserting.budget(makeBudget(january, 'before', january, '0.00')),
      inserting.budget(makeBudget(february, 'before', february, '0.00')),
    ]),
  ),
}

/** One of the beginnings. */
export const beginning = fc.constantFrom(...Object.keys(beginnings)).map((name) => beginnings[name]!)

/** Cents as an amount. */
export const amountOf = (cents: number): string => (cents / 100).toFixed(2)

/** What is in the month's budget. */
export function centsIn(view: Pick<View, 'months'>, month: Month): number {
  return centsOf(view.months.get(month)!)
}

/** What is in a month's budgets. */
export function centsOf({ budgets }: Pick<MonthState, 'budgets'>): number {
  return budgets.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0)
}

/** The change that adds to a month's budget, the first of which makes it. */
export function adding(view: View, month: Month, cents: number): ReturnType<typeof putting.budget> {
  const write = view.months.get(month)!.budgets.length === 0 ? inserting : putting
  return write.budget(makeBudget(month, 'before', month, amountOf(centsIn(view, month) + cents)))
}

/** Makes a deposit, and gives what was in January's budget afterwards. */
export async function deposit(adapter: StorageAdapter, { kind, cents }: Deposit): Promise<number> {
  let after = 0
  const name = String(cents)
  const operation = kind === 'a named operation' ? { id: name, fingerprint: name } : null
  await adapter.transact(
    theBook,
    () => ({ months: [january, february] }),
    (view) => {
      after = centsIn(view, january) + cents
      const changes = [adding(view, january, cents)]
      if (kind === 'two months') changes.push(adding(view, february, cents))
      if (kind === 'a month and the head') changes.push(inserting.category(makeCategory(name)))
      return { changes, receipt: {} }
    },
    commitOptions({ operation }),
  )
  return after
}

/** Both months. */
export async function readBoth(adapter: StorageAdapter): Promise<View> {
  return adapter.read(theBook, () => ({ months: [january, february] }))
}
