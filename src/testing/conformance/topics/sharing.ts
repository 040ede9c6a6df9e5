import type { BookContents, Head, View } from '../../../storage/view.js'
import type { Amount } from '../../../money/amount.js'
import type { CurrencyCode } from '../../../money/currency.js'
import type { OriginalAmount } from '../../../model/original-amount.js'
import type { CategoryRolloverRule } from '../../../model/rollover-rule.js'
import type { Change } from '../../../storage/change.js'
import type { StorageAdapter } from '../../../storage/adapter.js'
import { commit, commitOptions, inserting, moving, outcomeOf, putting, theBook } from '../commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeGroup,
  makeHold,
  makeSettings,
  march,
} from '../entities.js'
import { expectEqual } from '../expect.js'
import { readPage } from '../observations.js'
import { spoil } from '../spoil.js'
import type { Trial, TrialCase } from '../trial.js'
import { textOfValue } from '../value-text.js'

const nested = () => ({ metadata: { list: [{ deep: ['x'] }], object: { key: 'value' } } })

// The rule and the original amount hold a field of a newer version each, which is an object too.
const rule = (): CategoryRolloverRule => ({
  ...{ from: january, carry: 'both', cap: '5.00' as Amount, opening: '0.00' as Amount },
  ...nested(),
})
const original = (): OriginalAmount => ({
  ...{ amount: '150' as Amount, currency: 'JPY' as CurrencyCode, rate: '0.0066' },
  ...nested(),
})

const food = () => makeCategory('food', { groupId: 'home', rollover: rule(), ...nested() })
const home = () => makeGroup('home', nested())

const contents = (): Change[] => [
  putting.settings(makeSettings('USD', '100.00')),
  inserting.group(home()),
  inserting.category(food()),
  inserting.budget(makeBudget('budget', 'food', february, '10.00', nested())),
  inserting.expense(
    makeExpense('expense', 'food', '2026-02-10', '1.00', { original: original(), ...nested() }),
  ),
  inserting.hold(makeHold('hold', 'food', '2026-02-11', '2.00', nested())),
  putting.month(january, true, '50.00'),
]

const everything = { months: 'all', budgets: ['budget'], expenses: ['expense'], holds: ['hold'] } as const

/**
 * Every call that returns objects. Each is called in the same way every time, because an adapter may keep what it
 * returned.
 */
const outputs = {
  read: async (client: StorageAdapter): Promise<unknown> => client.read(theBook, () => everything),
  page: async (client: StorageAdapter): Promise<unknown> => readPage(client),
  readAll: async (client: StorageAdapter): Promise<unknown> => client.readAll(theBook),
}

async function allOutputs(client: StorageAdapter): Promise<unknown> {
  return Promise.all(Object.values(outputs).map(async (output) => output(client)))
}

/** Expects that `act` does not change what any client reads. */
async function staysTheSame({ adapter, connect }: Trial, what: string, act: () => unknown): Promise<void> {
  const other = await connect()
  const before = textOfValue(await allOutputs(adapter))
  await act()
  for (const client of [adapter, other]) {
    expectEqual(textOfValue(await allOutputs(client)), before, `the book after ${what}`)
  }
}

async function takesCopies(trial: Trial): Promise<void> {
  const inserted = contents()
  await commit(trial.adapter, inserted)
  await staysTheSame(trial, 'what was inserted is changed', () => spoil(inserted))
  const put = contents().map((change) =>
    change.op === 'insert' ? { ...change, op: 'put' as const } : change,
  )
  await commit(trial.adapter, put)
  await staysTheSame(trial, 'what was put is changed', () => spoil(put))
}

async function givesCopies(trial: Trial): Promise<void> {
  const { adapter } = trial
  await commit(adapter, contents())
  for (const [method, output] of Object.entries(outputs)) {
    await staysTheSame(trial, `what ${method} gave is changed`, async () => spoil(await output(adapter)))
  }
  await staysTheSame(trial, 'the head that a scope and a page are chosen by is changed', async () => {
    const heads: unknown[] = []
    await adapter.read(theBook, (head) => {
      heads.push(head)
      return everything
    })
    await adapter.page(theBook, (head) => {
      heads.push(head)
      return { limit: 10 }
    })
    spoil(heads)
  })
}

async function showsCopies(trial: Trial): Promise<void> {
  const { adapter } = trial
  await commit(adapter, contents())
  let seen: View | undefined
  // Parts of the view go back into the book, as they do when `decide` spreads them.
  const decide = (view: View) => {
    seen = view
    const expenses = [...view.expenses.values()].filter((expense) => expense !== null)
    const budgets = [...view.budgets.values()].filter((budget) => budget !== null)
    const holds = [...view.holds.values()].filter((hold) => hold !== null)
    const puts = [
      ...expenses.map(putting.expense),
      ...budgets.map(putting.budget),
      ...holds.map(putting.hold),
    ]
    const lists = [...view.categories.map(putting.category), ...view.groups.map(putting.group)]
    const moves = [moving.category('food', null), moving.group('home', null)]
    return { changes: [...puts, ...lists, ...moves], receipt: {} }
  }
  await adapter.transact(theBook, () => everything, decide, commitOptions())
  await staysTheSame(trial, 'the view of a transaction is changed', () => spoil(seen))
}

// The currency stays, because the totals of the commit are computed in it.
function mislead({ settings, categories, groups }: Head): void {
  Reflect.set(settings, 'monthStartDay', 9)
  spoil([categories, groups])
}

async function storesOnlyChanges(trial: Trial): Promise<void> {
  const { adapter } = trial
  await commit(adapter, contents())
  await adapter.transact(
    theBook,
    (head) => {
      mislead(head)
      return { months: [march] }
    },
    (view) => {
      mislead(view)
      // In a month that had nothing, so that the list of months must be written too.
      return { changes: [putting.month(march, true, null)], receipt: {} }
    },
    commitOptions(),
  )
  await commit(adapter, [putting.month(march, false, null)])
  const { settings, categories, groups } = await adapter.read(theBook, () => ({}))
  expectEqual(settings, makeSettings('USD', '100.00'), 'settings that a decider has changed in its view')
  expectEqual(categories, [food()], 'categories that a decider has changed in its view')
  expectEqual(groups, [home()], 'groups that a decider has changed in its view')
}

async function rewritesCopies(trial: Trial): Promise<void> {
  const { adapter } = trial
  await commit(adapter, contents())
  const held: BookContents[] = []
  const rebuild = (given: BookContents) => {
    const rebuilt = {
      ...given,
      settings: { ...given.settings },
      categories: [...given.categories, makeCategory('new', { rollover: rule() })],
      groups: [...given.groups, makeGroup('new', nested())],
      budgets: [...given.budgets],
      holds: [...given.holds, makeHold('new', 'food', '2026-03-11', '3.00', nested())],
    }
    held.push(given, rebuilt)
    return { contents: rebuilt, receipt: {} }
  }
  await adapter.replace(theBook, rebuild, commitOptions())
  await staysTheSame(trial, 'what a rebuild was given, and gave, is changed', () => spoil(held))
}

async function keepsReceipts({ adapter, connect }: Trial): Promise<void> {
  const operation = { id: 'operation', fingerprint: 'f' }
  const make = () => ({ ids: ['1', '2'], nested: { list: [{ a: 1 }] } })
  const receipt = make()
  spoil([await commit(adapter, [], { operation, receipt }), receipt])
  for (const client of [adapter, adapter, await connect()]) {
    const again = await commit(client, [], { operation })
    expectEqual(
      outcomeOf(again),
      { replayed: true, receipt: make() },
      'a repeated operation, after receipts were changed',
    )
    spoil(again)
  }
}

/** Cases about shared objects. */
export const sharing: readonly TrialCase[] = [
  { name: 'copies: what a commit was given is not shared', check: takesCopies },
  { name: 'copies: what is read is not shared', check: givesCopies },
  { name: 'copies: what a decider saw is not shared', check: showsCopies },
  { name: 'copies: what a decider changes in its view is not stored', check: storesOnlyChanges },
  { name: 'copies: what a rebuild was given, and gave, is not shared', check: rewritesCopies },
  { name: 'copies: receipts are not shared', check: keepsReceipts },
]
