import type { Amount } from '../../../../money/amount.js'
import type { CurrencyCode } from '../../../../money/currency.js'
import type { Category } from '../../../../model/category.js'
import type { StoredExpense } from '../../../../model/expense.js'
import type { OriginalAmount } from '../../../../model/original-amount.js'
import type { CategoryRolloverRule } from '../../../../model/rollover-rule.js'
import type { StorageAdapter } from '../../../../storage/adapter.js'
import type { BookContents } from '../../../../storage/view.js'
import { commit, commitOptions, inserting, moving, putting, theBook } from '../../commits.js'
import { february, january, makeCategory, makeExpense, makeGroup, makeSettings } from '../../entities.js'
import { expectEqual } from '../../expect.js'
import { expectHead, readPage } from '../../observations.js'
import { reopened, type Trial, type TrialCase } from '../../trial.js'

function makeRule(fields: Partial<Record<'cap' | 'opening', string>>): CategoryRolloverRule {
  const { cap = null, opening = '0.00' } = fields
  return { from: january, carry: 'both', cap: cap as Amount | null, opening: opening as Amount }
}

function makeOriginal(amount: string, currency: string, rate: string): OriginalAmount {
  return { amount: amount as Amount, currency: currency as CurrencyCode, rate }
}

const categories = [
  makeCategory('plain'),
  makeCategory('grouped', { groupId: 'home' }),
  makeCategory('both', { groupId: 'home', rollover: makeRule({}) }),
  makeCategory('unspent', { rollover: { ...makeRule({ cap: '0.00', opening: '12.50' }), carry: 'unspent' } }),
  makeCategory('overspent', {
    groupId: '\u{1F4D2} "group"',
    rollover: {
      ...makeRule({ cap: '999999999999999.99', opening: '-999999999999999.99' }),
      from: february,
      carry: 'overspent',
    },
  }),
]

const expenses = [
  makeExpense('plain', 'plain', '2026-01-10', '1.00'),
  makeExpense('yen', 'plain', '2026-01-11', '8.40', { original: makeOriginal('1200', 'JPY', '0.007') }),
  makeExpense('refund', 'both', '2026-01-12', '-0.01', {
    original: makeOriginal('-0.0001', 'CLF', '0.00000000000000000001'),
  }),
  makeExpense('dinar', 'both', '2026-02-13', '3.26', {
    original: makeOriginal('1.001', 'KWD', '3.2567890123456789'),
  }),
]

async function fill(adapter: StorageAdapter): Promise<void> {
  await commit(adapter, [
    putting.settings(makeSettings('USD')),
    inserting.group(makeGroup('home')),
    ...categories.map(inserting.category),
    ...expenses.map(inserting.expense),
  ])
}

const byId = (list: readonly StoredExpense[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1))

/** Expects categories, and expenses in every way in which an adapter shows them. */
async function expectEntities(
  adapter: StorageAdapter,
  expected: { readonly categories: readonly Category[]; readonly expenses: readonly StoredExpense[] },
  what: string,
): Promise<void> {
  await expectHead(adapter, { categories: expected.categories }, `the categories ${what}`)
  const ids = expected.expenses.map(({ id }) => id)
  const view = await adapter.read(theBook, () => ({ expenses: ids }))
  const shown = {
    'in readAll': (await adapter.readAll(theBook)).expenses,
    'on a page': await readPage(adapter),
    'in a view': [...view.expenses.values()].filter((expense) => expense !== null),
  }
  for (const [where, list] of Object.entries(shown)) {
    expectEqual(byId(list), byId(expected.expenses), `the expenses ${what}, as shown ${where}`)
  }
}

async function comeBack(trial: Trial): Promise<void> {
  const { adapter, connect } = trial
  await fill(adapter)
  const clients = [adapter, await connect()]
  for (const client of clients) await expectEntities(client, { categories, expenses }, 'that were inserted')
  // Each gets what another one had. The first ones get null again, and the last ones get something.
  const put = {
    categories: categories.map((category, index) => {
      const { groupId, rollover } = categories.at(index - 1) ?? category
      return { ...category, groupId, rollover }
    }),
    expenses: expenses.map((expense, index) => {
      const { original } = expenses.at(index - 1) ?? expense
      return { ...expense, original }
    }),
  }
  await commit(adapter, [...put.categories.map(putting.category), ...put.expenses.map(putting.expense)])
  for (const client of clients) await expectEntities(client, put, 'that were put')
  await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
  for (const client of clients) await expectEntities(client, put, 'after full-book work')
  const rebuild = (contents: BookContents) => ({
    contents: { ...contents, categories, expenses },
    receipt: {},
  })
  await adapter.replace(theBook, rebuild, commitOptions())
  for (const client of clients) await expectEntities(client, { categories, expenses }, 'that a replace put')
  const next = await reopened(trial)
  if (next) await expectEntities(next, { categories, expenses }, 'after a reopening')
}

async function followAnExpense({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const clients = [adapter, await connect()]
  const [plain, yen, ...others] = expenses
  if (!plain || !yen) return
  // Within its month, to another month, and back with another category.
  for (const change of [
    { description: 'Ramen', amount: '8.41' as Amount },
    { date: makeExpense('', '', '2026-02-01', '1').date, month: february },
    { date: yen.date, month: january, categoryId: 'both' },
  ]) {
    const changed = { ...yen, ...change }
    await commit(adapter, [putting.expense(changed)])
    const expected = { categories, expenses: [plain, changed, ...others] }
    for (const client of clients) await expectEntities(client, expected, 'after one changed')
  }
}

async function keepWhatIsNewer({ adapter, connect }: Trial): Promise<void> {
  const added = { addedLater: { by: ['a newer version'], count: 1 } }
  const settings = { ...makeSettings('USD'), ...added }
  const group = { ...makeGroup('home'), ...added }
  const category = makeCategory('food', {
    groupId: 'home',
    rollover: { ...makeRule({ cap: '5.00' }), ...added },
  })
  const lunch = makeExpense('lunch', 'food', '2026-01-31', '1.00', {
    original: { ...makeOriginal('150', 'JPY', '0.0066'), ...added },
  })
  await commit(adapter, [
    putting.settings(settings),
    inserting.group(group),
    inserting.group(makeGroup('fun')),
    inserting.category(category),
    inserting.category(makeCategory('rent')),
    inserting.expense(lunch),
  ])
  const other = await connect()
  const expectKept = async (expense: StoredExpense, what: string) => {
    for (const client of [adapter, other]) {
      const { groups, categories: all, expenses: listed, ...rest } = await client.readAll(theBook)
      const found = {
        settings: { ...rest.settings, monthlyLimit: null },
        group: groups.find(({ id }) => id === 'home'),
        category: all.find(({ id }) => id === 'food'),
        expense: listed.find(({ id }) => id === 'lunch'),
      }
      expectEqual(found, { settings, group, category, expense }, `fields that nobody knows, ${what}`)
      expectEqual(await readPage(client, { to: expense.date, limit: 1 }), [expense], `on a page, ${what}`)
    }
  }
  await expectKept(lunch, 'after an insertion')
  // Some adapters rewrite what a commit does not touch, and all rewrite what it puts.
  await commit(other, [
    inserting.expense(makeExpense('tea', 'food', '2026-02-01', '1.00')),
    moving.category('rent', 'food'),
    moving.group('fun', 'home'),
    putting.settings({ ...settings, monthlyLimit: '9.00' as Amount }),
  ])
  await expectKept(lunch, 'after another client’s commit')
  await commit(adapter, [putting.group(group), putting.category(category)])
  const renamed = { ...lunch, description: 'Lunch' }
  await commit(adapter, [putting.expense(renamed)])
  await expectKept(renamed, 'after an update')
  await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
  await expectKept(renamed, 'after full-book work')
}

/** Cases about the fields that version 1.1 added to categories and expenses. */
export const laterFieldCases: readonly TrialCase[] = [
  { name: 'fields: groups, rollover rules and original amounts come back as they were', check: comeBack },
  { name: 'fields: an original amount follows its expense to another month', check: followAnExpense },
  {
    name: 'fields: what a newer version adds to groups, rollover rules and original amounts is kept',
    check: keepWhatIsNewer,
  },
]
