import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createMemoryAdapter,
  enforcePolicy,
  isBudgetBookError,
  openBudgetBook,
  type BudgetBook,
} from 'budgetbook'
import { createSqlAdapter, verify } from 'budgetbook/sql'
import { databases } from '../../../support/storages/two-clients.js'
import { failureOf } from '../../../support/book/fixture.js'

const month = '2026-02'
const date = '2026-02-14'

/** A book through two adapters, as in two processes; the first remembers everything that it has read. */
async function twoProcesses(open: (typeof databases)['SQLite'] | (typeof databases)['PGlite']) {
  const { options, bookId } = await open()
  const connect = async () =>
    openBudgetBook({ storage: createSqlAdapter(options), bookId, allocationPolicy: enforcePolicy() })
  const [here, there] = [await connect(), await connect()]
  await here.settings.update({ currency: 'USD', monthlyLimit: '100.00' })
  const [food, travel] = [
    (await here.categories.create({ name: 'Food' })).id,
    (await here.categories.create({ name: 'Travel' })).id,
  ]
  const { budget } = await here.budgets.create({ categoryId: food, month, amount: '60.00' })
  await here.utilization(month)
  return { here, there, food, travel, budget }
}

describe.each(Object.entries(databases))('what an adapter remembers, in %s', (_, open) => {
  it('does not let a change pass that another process made wrong', async () => {
    const { here, there, food, travel } = await twoProcesses(open)
    await there.budgets.create({ categoryId: travel, month, amount: '30.00' })
    const over = here.budgets.allocate(month, [{ categoryId: food, amount: '71.00' }])
    expect(await failureOf(over)).toMatchObject({ code: 'allocation_rejected' })
    await there.months.close(month)
    expect(await failureOf(here.expenses.record({ categoryId: food, amount: '1.00', date }))).toMatchObject({
      code: 'month_closed',
    })
    await there.months.reopen(month)
    await there.categories.archive(food)
    expect(await failureOf(here.expenses.record({ categoryId: food, amount: '1.00', date }))).toMatchObject({
      code: 'category_archived',
    })
  })

  it('does not refuse a change that another process made right', async () => {
    const { here, there, food, travel, budget } = await twoProcesses(open)
    const wish = { categoryId: travel, month, amount: '70.00' }
    expect(await failureOf(here.budgets.create(wish))).toMatchObject({ code: 'allocation_rejected' })
    await there.budgets.remove(budget.id)
    expect((await here.budgets.create(wish)).budget.amount).toBe('70.00')
    await here.months.close(month)
    await there.months.reopen(month)
    await here.expenses.record({ categoryId: food, amount: '1.00', date })
    await there.settings.update({ monthlyLimit: null })
    await here.budgets.create({ categoryId: food, month, amount: '99.00' })
  })

  it('does not outlive the book', async () => {
    const { options, bookId } = await open()
    const [storage, other] = [createSqlAdapter(options), createSqlAdapter(options)]
    const book = await openBudgetBook({ storage, bookId })
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    await book.expenses.record({ categoryId, amount: '1.00', date })
    await other.deleteBook(bookId)
    expect(await book.categories.list()).toEqual([])
    expect(await failureOf(book.expenses.record({ categoryId, amount: '1.00', date }))).toMatchObject({
      code: 'not_found',
    })
    await book.categories.create({ name: 'Food' })
  })
})

const step = fc.record({
  who: fc.nat(2),
  what: fc.constantFrom(
    'record',
    'allocate',
    'close',
    'reopen',
    'limit',
    'rename',
    'archive',
    'undo',
    'group',
    'move',
    'read',
  ),
  category: fc.nat(2),
  month: fc.constantFrom('2026-01', '2026-02'),
  cents: fc.integer({ min: 1, max: 9_999 }),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** Does a step in a book, and says what came of it without ids and instants. */
async function outcomeOf(book: BudgetBook, { what, category, month: of, cents }: Step): Promise<unknown> {
  const categories = await book.categories.list({ includeArchived: true })
  const id = categories[category]?.id ?? 'none'
  const amount = (cents / 100).toFixed(2)
  const calls: Record<Step['what'], () => Promise<unknown>> = {
    record: async () => book.expenses.record({ categoryId: id, amount, date: `${of}-05` }),
    allocate: async () => book.budgets.allocate(of, [{ categoryId: id, amount }]),
    close: async () => book.months.close(of),
    reopen: async () => book.months.reopen(of),
    limit: async () => book.settings.update({ monthlyLimit: amount }),
    rename: async () => book.categories.update(id, { name: `Name ${cents % 4}` }),
    archive: async () => (cents % 2 === 0 ? book.categories.archive(id) : book.categories.restore(id)),
    undo: async () => {
      const { items } = await book.expenses.list({ month: of, limit: 1 })
      return book.expenses.remove(items[0]?.id ?? 'none')
    },
    group: async () => {
      const groups = await book.groups.list()
      const group = groups[cents % 3]
      if (!group) return book.groups.create({ name: `Group ${cents % 4}` })
      if (cents % 2 === 0) return book.categories.update(id, { groupId: group.id })
      return book.groups.move(group.id, { before: groups[category]?.id ?? null })
    },
    move: async () => book.categories.move(id, { before: categories[cents % 4]?.id ?? null }),
    read: async () => undefined,
  }
  const code = await calls[what]().then(
    () => 'ok',
    (error: unknown) => (isBudgetBookError(error) ? error.code : error),
  )
  const { categories: rows, unbudgeted, summary, compliance } = await book.utilization(of)
  const groups = await book.groups.list()
  const groupOf = (groupId: string | null | undefined) => groups.find((one) => one.id === groupId)?.name
  const named = [...rows, ...unbudgeted].map(({ categoryId: _, groupId, ...row }) => {
    return { ...row, group: groupOf(groupId) }
  })
  const order = [groups, await book.categories.list()].map((list) => list.map(({ name }) => name))
  return { code, named, order, summary, compliance, months: await book.months.list() }
}

const limits = [{}, { books: 0 }, { rows: 6 }]

it.each(Object.entries(databases))(
  'in %s, three processes that take turns say what one book in memory says',
  async (name, open) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { options, bookId } = await open()
        const now = () => new Date('2026-02-14T09:30:00Z')
        const opened = { allocationPolicy: enforcePolicy(), timeZone: 'UTC', now }
        const processes = await Promise.all(
          limits.map(async (memory) =>
            openBudgetBook({ storage: createSqlAdapter({ ...options, memory }), bookId, ...opened }),
          ),
        )
        const model = await openBudgetBook({ storage: createMemoryAdapter(), bookId, ...opened })
        for (const book of [processes[0], model] as BudgetBook[])
          for (const each of ['a', 'b', 'c']) await book.categories.create({ name: each })
        for (const one of steps) {
          const said = await outcomeOf(processes[one.who] as BudgetBook, one)
          expect(said).toEqual(await outcomeOf(model, one))
        }
        expect(await verify(options, bookId)).toEqual([])
      }),
      { numRuns: name === 'PGlite' ? 10 : 40 },
    )
  },
)
