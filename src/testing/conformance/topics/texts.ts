import type { Metadata } from '../../../model/metadata.js'
import { commit, inserting, moving, putting, removing, theBook } from '../commits.js'
import { february, makeBudget, makeCategory, makeExpense, makeGroup, makeHold } from '../entities.js'
import { expectEqual } from '../expect.js'
import { expectSoundTotals, observe, readMonth, readPage } from '../observations.js'
import type { Trial, TrialCase } from '../trial.js'

/** Text with a meaning in JavaScript, JSON, SQL, or in the format of some storage. */
const texts = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'null',
    'undefined',
    '0',
    '-1',
    '1e3',
    ' ',
    'a b',
  ],
  ...[
    '"',
    "'",
    '\\',
    '\\"',
    '`',
    '{',
    '[]',
    '{"id":"x",',
    '","id":"x"',
    "'; drop table expenses; --",
    '%s',
    '$1',
  ],
  ...[
    'line\nbreak',
    '\r\n',
    '\t',
    '\u0001',
    '\u2028',
    '\ufeff',
    '\ufffd',
    '\uffff',
    '/',
    '%2F',
    ':',
    '~',
    'a~b~c',
  ],
  ...['\u{1F4D2}', '👩‍👩‍👧', 'é', 'e\u0301', 'ñandú', '日本語', 'עברית', 'x'.repeat(200)],
]

const metadata: Metadata = {
  ...Object.fromEntries(texts.slice(0, -1).map((text, index) => [text, index])),
  nested: { lists: [[], [null, true, false, 0, -1.5, 1e21, ''], [{ id: 'x', list: [{}] }]] },
  texts,
}

async function keepIds({ adapter, connect }: Trial): Promise<void> {
  const groups = texts.map((text, index) => makeGroup(text, { name: `Group ${index}` }))
  const categories = texts.map((text, index) =>
    makeCategory(text, { name: `Category ${index}`, groupId: text }),
  )
  const budgets = texts.map((text) => makeBudget(text, text, february, '10.00'))
  const expenses = texts.map((text) => makeExpense(text, text, '2026-02-10', '1.00'))
  const holds = texts.map((text) => makeHold(text, text, '2026-02-10', '1.00'))
  await commit(adapter, [
    ...groups.map(inserting.group),
    ...categories.map(inserting.category),
    ...budgets.map(inserting.budget),
    ...expenses.map(inserting.expense),
    ...holds.map(inserting.hold),
  ])
  const other = await connect()
  const seen = await observe(other)
  expectEqual([seen.categories, seen.groups], [categories, groups], 'the categories and groups')
  expectEqual((await readMonth(other, february)).budgets, budgets, 'the budgets')
  await expectSoundTotals(other, 'with such ids')
  for (const text of texts) {
    const what = `by the id ${JSON.stringify(text)}`
    const view = await other.read(theBook, () => ({ budgets: [text], expenses: [text], holds: [text] }))
    expectEqual(view.budgets.get(text)?.id, text, `the budget ${what}`)
    expectEqual(view.expenses.get(text)?.id, text, `the expense ${what}`)
    expectEqual(view.holds.get(text)?.id, text, `the hold ${what}`)
    expectEqual(
      (await readPage(other, { categoryId: text })).map(({ id }) => id),
      [text],
      `the page ${what}`,
    )
  }
  const reversed = [...texts].reverse()
  await commit(
    other,
    reversed.flatMap((text) => [moving.category(text, null), moving.group(text, null)]),
  )
  const moved = await observe(adapter)
  expectEqual(
    moved.categories.map(({ id }) => id),
    reversed,
    'the categories that moved by such ids',
  )
  expectEqual(
    moved.groups.map(({ id }) => id),
    reversed,
    'the groups that moved by such ids',
  )
}

async function findTheRightOne({ adapter }: Trial): Promise<void> {
  const expenses = texts.map((text) =>
    makeExpense(text, 'food', '2026-02-10', '1.00', { metadata: { id: text } }),
  )
  await commit(adapter, [inserting.category(makeCategory('food')), ...expenses.map(inserting.expense)])
  for (const [index, expense] of expenses.entries()) {
    const what = JSON.stringify(expense.id)
    await commit(adapter, [putting.expense({ ...expense, description: 'changed' })])
    const changed = (await observe(adapter)).expenses.filter(({ description }) => description === 'changed')
    expectEqual(
      changed.map(({ id }) => id),
      [expense.id],
      `the expense that is changed when ${what} is`,
    )
    await commit(adapter, [removing.expense(expense.id)])
    expectEqual(
      (await readPage(adapter)).length,
      expenses.length - index - 1,
      `how many are left without ${what}`,
    )
  }
}

async function keepTexts({ adapter, connect }: Trial): Promise<void> {
  const name = '"é\\\n日本語\u{1F4D2}"'
  const group = makeGroup('home', { name, metadata })
  const category = makeCategory('food', { name, metadata })
  const budget = makeBudget('budget', 'food', february, '10.00', { metadata })
  const expenses = texts.map((description, index) =>
    makeExpense(`expense ${index}`, 'food', '2026-02-10', '1.00', { description, metadata }),
  )
  await commit(adapter, [
    inserting.group(group),
    inserting.category(category),
    inserting.budget(budget),
    ...expenses.map(inserting.expense),
  ])
  const seen = await observe(await connect())
  expectEqual(seen.groups, [group], 'the groups')
  expectEqual(seen.categories, [category], 'the categories')
  expectEqual(seen.budgets, [budget], 'the budgets')
  for (const expense of expenses) {
    const found = seen.expenses.find(({ id }) => id === expense.id)
    expectEqual(found, expense, `the expense with the description ${JSON.stringify(expense.description)}`)
  }
}

async function doNotEndAnEntity({ adapter }: Trial): Promise<void> {
  // Each holds the text that a storage may search for to find an id: the other's and its own.
  const trap = (id: string) => ({
    metadata: { a: { id, categoryId: 'food' } },
    description: `\n{"id":"${id}","a":1}`,
  })
  const first = makeExpense('1', 'food', '2026-02-10', '1.00', trap('2'))
  const second = makeExpense('2', 'food', '2026-02-10', '2.00', trap('1'))
  await commit(adapter, [inserting.category(makeCategory('food')), ...[first, second].map(inserting.expense)])
  const view = await adapter.read(theBook, () => ({ expenses: ['1', '2', '3'] }))
  const expected = new Map<string, unknown>(Object.entries({ 1: first, 2: second, 3: null }))
  expectEqual(view.expenses, expected, 'two expenses that hold one another’s ids')
  await commit(adapter, [removing.expense('1')])
  expectEqual(await readPage(adapter), [second], 'what is left when one of them is removed')
}

/** Cases about text of any kind. */
export const textCases: readonly TrialCase[] = [
  { name: 'text: any id finds its category, group, budget, expense and hold', check: keepIds },
  { name: 'text: any id changes and removes its own expense only', check: findTheRightOne },
  { name: 'text: names, descriptions and metadata come back as they were', check: keepTexts },
  { name: 'text: what looks like another entity is not an entity', check: doNotEndAnEntity },
]
