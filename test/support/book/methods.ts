import type { BudgetBook, TaggedEntity } from 'budgetbook'
import type { World } from './world.js'

/** A valid call of one method of the book, in a {@link World}. */
export interface MethodCase {
  /** Where the method stands: `'budgets.create'`. */
  readonly method: string
  readonly input: (world: World) => readonly unknown[]
  /** Another valid input. */
  readonly other: (world: World) => readonly unknown[]
  /** The one thing that it changes, as it is now, if it changes one: then it takes `ifMatch`. */
  readonly one?: (book: BudgetBook, world: World) => Promise<TaggedEntity>
  /** What has to be done first. */
  readonly prepare?: (book: BudgetBook) => Promise<unknown>
}

/** Calls a method by its name, on the object that it stands on. */
export async function callMethod(
  book: BudgetBook,
  method: string,
  input: readonly unknown[],
): Promise<unknown> {
  let owner: unknown = undefined
  let member: unknown = book
  for (const key of method.split('.')) {
    owner = member
    member = (member as Record<string, unknown>)[key]
  }
  return Reflect.apply(member as () => unknown, owner, input) as Promise<unknown>
}

/** The names of all methods of a book, as they are there. */
export function methodNames(book: object, prefix = ''): string[] {
  return Object.entries(book).flatMap(([key, member]) =>
    typeof member === 'function' ? [prefix + key] : methodNames(member as object, `${prefix}${key}.`),
  )
}

/** A plan with a fresh row for each category, amount and date. */
function importOf(...rows: readonly (readonly [categoryId: string, amount: string, date: string])[]) {
  const fresh = rows.map(([categoryId, amount, date], at) => {
    const metadata = { import: { source: 'giro', key: `giro|${date}|${amount}|` } }
    const row = { date, amount }
    return {
      row,
      expense: { categoryId, amount, date, description: '', metadata },
      expenseId: `import-${at}`,
    }
  })
  return { currency: 'USD', fresh }
}

/** The one things of methods, as they are now. */
const ones = {
  settings: async (book: BudgetBook) => book.settings.get(),
  food: async (book: BudgetBook, world: World) => book.categories.get(world.food.id),
  old: async (book: BudgetBook, world: World) => book.categories.get(world.old.id),
  unused: async (book: BudgetBook, world: World) => book.categories.get(world.unused.id),
  home: async (book: BudgetBook, world: World) => book.groups.get(world.home.id),
  leisure: async (book: BudgetBook, world: World) => book.groups.get(world.leisure.id),
  february: async (book: BudgetBook, world: World) => book.budgets.get(world.february.id),
  dinner: async (book: BudgetBook, world: World) => book.expenses.get(world.dinner.id),
  hotel: async (book: BudgetBook, world: World) => book.holds.get(world.hotel.id),
  january: async (book: BudgetBook) => book.months.get('2026-01'),
} satisfies Readonly<Record<string, MethodCase['one']>>

/** Every method that changes something, with options as its last argument. */
export const mutations: readonly MethodCase[] = [
  {
    method: 'settings.update',
    one: ones.settings,
    input: () => [{ monthlyLimit: '900.00' }],
    other: () => [{ monthlyLimit: '800.00' }],
  },
  {
    method: 'settings.changeCurrency',
    one: ones.settings,
    input: () => [{ to: 'KWD', rate: '0.3' }],
    other: () => [{ to: 'KWD', rate: '0.3', rounding: 'half-up' }],
  },
  { method: 'settings.changeMonthStart', one: ones.settings, input: () => [25], other: () => [15] },
  {
    method: 'categories.create',
    input: ({ home }) => [
      {
        name: 'Gifts',
        groupId: home.id,
        rollover: { from: '2026-01', carry: 'unspent', cap: '50.00', opening: '10.00' },
        metadata: { icon: 'gift' },
      },
    ],
    other: () => [{ name: 'Gifts' }],
  },
  {
    method: 'categories.update',
    one: ones.food,
    input: ({ food, leisure }) => [
      food.id,
      { name: 'Groceries', groupId: leisure.id, rollover: { from: '2026-02', cap: null, opening: '-5.00' } },
    ],
    other: ({ food }) => [food.id, { metadata: { icon: 'apple' } }],
  },
  {
    method: 'categories.archive',
    one: ones.food,
    input: ({ food }) => [food.id],
    other: ({ travel }) => [travel.id],
  },
  {
    method: 'categories.restore',
    one: ones.old,
    input: ({ old }) => [old.id],
    other: ({ food }) => [food.id],
  },
  {
    method: 'categories.move',
    one: ones.food,
    input: ({ food }) => [food.id, { before: null }],
    other: ({ old, food }) => [old.id, { before: food.id }],
  },
  {
    method: 'categories.merge',
    input: ({ travel, food }) => [{ from: travel.id, into: food.id }],
    other: ({ unused, food }) => [{ from: unused.id, into: food.id }],
  },
  {
    method: 'categories.remove',
    one: ones.unused,
    input: ({ unused }) => [unused.id],
    other: ({ old }) => [old.id],
  },
  {
    method: 'groups.create',
    input: () => [{ name: 'Daily', metadata: { icon: 'sun' } }],
    other: () => [{ name: 'Daily' }],
  },
  {
    method: 'groups.update',
    one: ones.home,
    input: ({ home }) => [home.id, { name: 'House' }],
    other: ({ home }) => [home.id, { metadata: { icon: 'house' } }],
  },
  {
    method: 'groups.move',
    one: ones.leisure,
    input: ({ home, leisure }) => [leisure.id, { before: home.id }],
    other: ({ home }) => [home.id, { before: null }],
  },
  {
    method: 'groups.remove',
    one: ones.home,
    input: ({ home }) => [home.id],
    other: ({ leisure }) => [leisure.id],
  },
  {
    method: 'budgets.create',
    input: ({ travel }) => [{ categoryId: travel.id, month: '2026-02', amount: '50.00' }],
    other: ({ travel }) => [{ categoryId: travel.id, month: '2026-02', amount: '51.00' }],
  },
  {
    method: 'budgets.update',
    one: ones.february,
    input: ({ february }) => [february.id, { amount: '250.00' }],
    other: ({ february }) => [february.id, { metadata: { note: 'party' } }],
  },
  {
    method: 'budgets.remove',
    one: ones.february,
    input: ({ february }) => [february.id],
    other: ({ january }) => [january.id],
  },
  {
    method: 'budgets.allocate',
    input: ({ food, travel, unused }) => [
      '2026-02',
      [
        { categoryId: food.id, amount: null },
        { categoryId: travel.id, amount: '10.00' },
        { categoryId: unused.id, amount: '20.00' },
      ],
    ],
    other: ({ travel }) => ['2026-02', [{ categoryId: travel.id, amount: '10.00' }]],
  },
  {
    method: 'budgets.copy',
    input: () => [{ from: '2026-02', to: ['2026-03', '2026-04'], mode: 'fill' }],
    other: () => [{ from: '2026-02', to: ['2026-03', '2026-04'], mode: 'replace' }],
  },
  {
    method: 'expenses.record',
    input: ({ travel }) => [{ categoryId: travel.id, amount: '12.50', date: '2026-02-01' }],
    other: ({ travel }) => [{ categoryId: travel.id, amount: '12.50', date: '2026-02-02' }],
  },
  {
    method: 'expenses.recordMany',
    input: ({ food, travel }) => [
      [
        {
          categoryId: travel.id,
          original: { amount: '25.00', currency: 'CHF', rate: '1.04' },
          date: '2026-01-31',
        },
        { categoryId: food.id, amount: '-2.00', date: '2026-02-01', description: 'deposit' },
      ],
    ],
    other: ({ travel }) => [[{ categoryId: travel.id, amount: '1.00', date: '2026-01-31' }]],
  },
  {
    method: 'expenses.importRows',
    input: ({ food, travel }) => [
      importOf([travel.id, '12.50', '2026-01-31'], [food.id, '-2.00', '2026-02-01']),
    ],
    other: ({ travel }) => [importOf([travel.id, '1.00', '2026-01-31'])],
  },
  {
    method: 'expenses.update',
    one: ones.dinner,
    input: ({ dinner }) => [
      dinner.id,
      {
        amount: '61.00',
        original: { amount: '50.00', currency: 'GBP', rate: '1.2' },
        date: '2026-01-10',
      },
    ],
    other: ({ dinner }) => [dinner.id, { amount: '61.00' }],
  },
  {
    method: 'expenses.remove',
    one: ones.dinner,
    input: ({ dinner }) => [dinner.id],
    other: ({ lunch }) => [lunch.id],
  },
  {
    method: 'expenses.spend',
    input: ({ travel }) => [{ categoryId: travel.id, amount: '12.50', date: '2026-02-01' }],
    other: ({ travel }) => [{ categoryId: travel.id, amount: '12.50', date: '2026-02-02' }],
  },
  {
    method: 'holds.place',
    input: ({ travel }) => [
      {
        categoryId: travel.id,
        amount: '15.00',
        date: '2026-02-16',
        expiresAt: '2099-01-01T00:00:00.000Z',
        description: 'Train',
        metadata: { card: 'blue' },
      },
    ],
    other: ({ travel }) => [{ categoryId: travel.id, amount: '15.00', date: '2026-02-16' }],
  },
  {
    method: 'holds.commit',
    one: ones.hotel,
    input: ({ hotel }) => [hotel.id, { amount: '28.00', date: '2026-02-21', metadata: { nights: 2 } }],
    other: ({ hotel }) => [hotel.id, { amount: '29.00', date: '2026-02-21', metadata: { nights: 2 } }],
  },
  {
    method: 'holds.release',
    one: ones.hotel,
    input: ({ hotel }) => [hotel.id],
    other: ({ lunch }) => [lunch.id],
  },
  { method: 'months.close', one: ones.january, input: () => ['2026-01'], other: () => ['2026-02'] },
  {
    method: 'months.reopen',
    one: ones.january,
    input: () => ['2026-01'],
    other: () => ['2026-02'],
    prepare: async (book) => book.months.close('2026-01'),
  },
  {
    method: 'importBook',
    input: ({ document }) => [document],
    other: ({ otherDocument }) => [otherDocument],
  },
]

/** Every method that only reads, with options as its last argument. */
export const readings: readonly Omit<MethodCase, 'other'>[] = [
  { method: 'settings.get', input: () => [] },
  { method: 'categories.list', input: () => [{ includeArchived: true }] },
  { method: 'categories.get', input: ({ food }) => [food.id] },
  { method: 'groups.list', input: () => [] },
  { method: 'groups.get', input: ({ home }) => [home.id] },
  { method: 'budgets.get', input: ({ january }) => [january.id] },
  { method: 'budgets.list', input: () => [{ month: '2026-02' }] },
  { method: 'budgets.listWithTotal', input: () => [{ month: '2026-02' }] },
  {
    method: 'budgets.preview',
    input: ({ food }) => ['2026-02', [{ categoryId: food.id, amount: '5.00' }]],
  },
  { method: 'expenses.get', input: ({ lunch }) => [lunch.id] },
  { method: 'expenses.list', input: () => [{ month: '2026-02' }] },
  {
    method: 'expenses.previewSpend',
    input: ({ travel }) => [[{ categoryId: travel.id, amount: '5.00', date: '2026-02-20' }]],
  },
  {
    method: 'expenses.planImport',
    input: ({ travel }) => [
      {
        rows: [
          {
            date: '2026-02-14',
            amount: '5.00',
            description: 'a',
            category: 'b',
            id: 'c',
            currency: 'USD',
            line: 1,
          },
        ],
        category: () => travel.id,
        source: 'giro',
        ignore: ['x'],
      },
    ],
  },
  { method: 'holds.get', input: ({ hotel }) => [hotel.id] },
  { method: 'holds.list', input: () => [{ month: '2026-02' }] },
  { method: 'utilization', input: () => ['2026-02'] },
  { method: 'rollover', input: () => ['2026-02'] },
  { method: 'pace', input: () => ['2026-02'] },
  { method: 'totals', input: () => [{ from: '2026-01', to: '2026-03' }] },
  { method: 'months.list', input: () => [] },
  { method: 'months.get', input: () => ['2026-02'] },
  { method: 'exportBook', input: () => [] },
]
