import { describe, expect, it } from 'vitest'
import {
  createMemoryAdapter,
  enforcePolicy,
  enforceSpending,
  openBudgetBook,
  type BudgetBook,
  type StorageAdapter,
} from 'budgetbook'
import { expectRefused, failureOf, openTestBook, type TestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const kinds = storageKinds.filter(({ name }) => name !== 'localStorage')
const month = '2026-02'

/** The id of the newest entry. */
async function newest({ history }: BudgetBook): Promise<string> {
  return (await history.list({ limit: 1 })).items[0]!.id
}

const conflict = (reason: string, ids: readonly string[]) => ({ reason, ids })

describe('an entry that a newer version of the package made', () => {
  it('is not undone', async () => {
    const storage = createMemoryAdapter()
    const book = await openBudgetBook({ storage, history: { keep: 'all' } })
    await book.categories.create({ name: 'Food' })
    const entry = {
      ...{ id: 'new', at: '2026-02-14T09:30:00.000Z', operationId: null, actor: null, currency: 'INR' },
      changes: [{ type: 'tag' as 'budget', id: 'x', before: null, after: { id: 'x' } }],
    }
    const newer: StorageAdapter = { ...storage, history: async () => [{ position: 1, entry }] }
    const older = await openBudgetBook({ storage: newer, history: { keep: 'all' } })
    const error = await failureOf(older.history.undo('new'))
    expect(error).toMatchObject({ code: 'undo_conflict', details: { reason: 'newer_version', ids: ['x'] } })
  })
})

describe.each(kinds)('undo of a book in $name', (kind) => {
  const open = async (options: Parameters<typeof openTestBook>[1] = {}) => {
    const test = await openTestBook(kind, { history: { keep: 'all' }, ...options })
    await test.book.settings.update({ currency: 'USD', monthlyLimit: '100' })
    const { id: food } = await test.book.categories.create({ name: 'Food' })
    const { id: fun } = await test.book.categories.create({ name: 'Fun' })
    return { ...test, food, fun }
  }
  const refuses = async (
    test: TestBook,
    entryId: string,
    code: Parameters<typeof expectRefused>[2],
    details?: object,
  ) => expectRefused(test, async () => test.book.history.undo(entryId), code, details)

  it('refuses where somebody changed the same since, with the ids, and goes on where others were changed', async () => {
    const test = await open()
    const { book, food, fun } = test
    await book.budgets.create({ categoryId: food, month, amount: '10' })
    await book.budgets.create({ categoryId: fun, month, amount: '20' })
    await book.budgets.allocate(month, [
      { categoryId: food, amount: '11' },
      { categoryId: fun, amount: '21' },
    ])
    const both = await newest(book)
    const [budget, other] = await book.budgets.list({ month })
    await book.budgets.update(other!.id, { amount: '22' })
    const later = await newest(book)
    await refuses(test, both, 'undo_conflict', conflict('changed', [other!.id]))
    await book.categories.update(food, { name: 'Groceries' })
    await book.history.undo(later)
    await book.history.undo(both)
    expect((await book.budgets.list({ month })).map(({ amount }) => amount)).toEqual(['10.00', '20.00'])
    expect((await book.budgets.get(budget!.id)).updatedAt).toBe(test.clock.now().toISOString())
    await refuses(test, both, 'undo_conflict', conflict('changed', [budget!.id, other!.id]))
  })

  it('brings back nothing whose category is gone, and removes no category that is in use', async () => {
    const test = await open()
    const { book, food } = test
    const { id } = await book.expenses.record({ categoryId: food, amount: '5', date: '2026-02-03' })
    await book.expenses.remove(id)
    const removal = await newest(book)
    await book.categories.remove(food)
    const categoryRemoval = await newest(book)
    await refuses(test, removal, 'undo_conflict', conflict('changed', [food]))
    await book.history.undo(categoryRemoval)
    await book.history.undo(removal)
    expect((await book.expenses.get(id)).amount).toBe('5.00')
    const { items } = await book.history.list({ categoryId: food })
    await refuses(test, items.at(-1)!.id, 'category_in_use', { expenseCount: 1 })
  })

  it('brings back no budget whose place is taken, and no name that is in use', async () => {
    const test = await open()
    const { book, food, fun } = test
    const { budget } = await book.budgets.create({ categoryId: food, month, amount: '10' })
    await book.budgets.remove(budget.id)
    const removal = await newest(book)
    const { budget: second } = await book.budgets.create({ categoryId: food, month, amount: '12' })
    await refuses(test, removal, 'undo_conflict', conflict('changed', [second.id]))
    await book.categories.update(fun, { name: 'Games' })
    const renaming = await newest(book)
    await book.categories.create({ name: 'FUN' })
    await refuses(test, renaming, 'duplicate_category')
    const { id: groupId } = await book.groups.create({ name: 'Home' })
    await book.groups.remove(groupId)
    const groupRemoval = await newest(book)
    await book.groups.create({ name: 'home' })
    await refuses(test, groupRemoval, 'duplicate_group')
  })

  it('refuses in a closed month, and reopens it as a change of its own', async () => {
    const test = await open()
    const { book, food } = test
    await book.expenses.record({ categoryId: food, amount: '5', date: '2026-02-03' })
    const recorded = await newest(book)
    await book.months.close(month)
    const closing = await newest(book)
    await book.settings.update({ monthlyLimit: '70' })
    await refuses(test, recorded, 'month_closed', { months: [month] })
    const opened = await book.history.undo(closing)
    expect(opened.changes).toEqual([
      { type: 'month', id: month, before: { closed: true, limitAtClose: '100.00' }, after: null },
    ])
    await book.history.undo(recorded)
    await book.history.undo(opened.id)
    expect((await book.exportBook()).closedMonths).toEqual([{ month, limitAtClose: '100.00' }])
  })

  it('releases a hold in a closed month, and brings none back there', async () => {
    const test = await open()
    const { book, food } = test
    const { hold } = await book.holds.place({ categoryId: food, amount: '5', date: '2026-02-03' })
    const placed = await newest(book)
    await book.months.close(month)
    await book.history.undo(placed)
    await refuses(test, await newest(book), 'month_closed', { months: [month] })
    await book.history.undo((await book.history.list({ limit: 2 })).items[1]!.id)
    await book.history.undo((await book.history.list({ limit: 2 })).items[1]!.id)
    expect((await book.holds.list()).map(({ id }) => id)).toEqual([hold.id])
  })

  it('asks the allocation policy', async () => {
    const test = await open({ allocationPolicy: enforcePolicy() })
    const { book, food, fun } = test
    const { budget } = await book.budgets.create({ categoryId: food, month, amount: '80' })
    await book.budgets.update(budget.id, { amount: '10' })
    const lowered = await newest(book)
    await book.budgets.create({ categoryId: fun, month, amount: '60' })
    await refuses(test, lowered, 'allocation_rejected', { month })
    await book.settings.update({ monthlyLimit: '140' })
    await book.history.undo(lowered)
    expect((await book.utilization(month)).summary.totalBudget).toBe('140.00')
  })

  it('lets no hold that comes back pass a spending limit', async () => {
    const test = await open({ spendingPolicy: enforceSpending({ of: ['limit'] }) })
    const { book, food } = test
    const date = '2026-02-03'
    const { hold } = await book.holds.place({ categoryId: food, amount: '60', date })
    await book.holds.release(hold.id)
    const released = await newest(book)
    const { expense } = await book.expenses.spend({ categoryId: food, amount: '60', date })
    await refuses(test, released, 'spending_rejected', { month })
    await book.expenses.remove(expense.id)
    await book.history.undo(released)
    // What was spent goes, so the hold may come back, up to what it took.
    await book.holds.commit(hold.id, { amount: '40' })
    const committed = await newest(book)
    await book.expenses.spend({ categoryId: food, amount: '50', date })
    const spent = await newest(book)
    await refuses(test, committed, 'spending_rejected', { month })
    await book.history.undo(spent)
    await book.history.undo(committed)
    expect((await book.utilization(month)).summary).toMatchObject({ totalSpent: '0.00', held: '60.00' })
  })

  it('lets nothing that comes back pass a limit, neither a spending that is redone nor several holds', async () => {
    const test = await open({ spendingPolicy: enforceSpending({ of: ['limit'] }) })
    const { book, food, fun } = test
    const date = '2026-02-03'
    await book.expenses.spend({ categoryId: food, amount: '100', date })
    const undone = await book.history.undo(await newest(book))
    await book.expenses.spend({ categoryId: fun, amount: '50', date })
    await refuses(test, undone.id, 'spending_rejected', { month })
    await book.history.undo(await newest(book))
    const expiresAt = '2026-02-14T09:31:00.000Z'
    await book.holds.place({ categoryId: food, amount: '40', date, expiresAt })
    await book.holds.place({ categoryId: fun, amount: '40', date, expiresAt })
    // The clock of another server is ahead: for it, both have expired.
    const ahead = await test.reopen({ now: () => new Date('2026-02-14T09:32:00.000Z') })
    await ahead.expenses.record({ categoryId: fun, amount: '1', date })
    const cleaned = await newest(book)
    await book.expenses.spend({ categoryId: food, amount: '30', date })
    await refuses(test, cleaned, 'spending_rejected', { month })
    await book.expenses.spend({ categoryId: food, amount: '-10', date })
    await book.history.undo(cleaned)
    expect((await book.utilization(month)).summary).toMatchObject({ totalSpent: '20.00', held: '80.00' })
  })

  it('does not bring back a hold that has expired', async () => {
    const test = await open()
    const { book, food } = test
    const expiresAt = '2026-02-14T10:00:00.000Z'
    const { hold } = await book.holds.place({ categoryId: food, amount: '60', date: '2026-02-03', expiresAt })
    await book.holds.commit(hold.id)
    const committed = await newest(book)
    await book.holds.place({ categoryId: food, amount: '1', date: '2026-02-03', expiresAt })
    await book.holds.release((await book.holds.list())[0]!.id)
    const released = await newest(book)
    test.clock.set(expiresAt)
    await book.history.undo(committed)
    expect([await book.holds.list(), (await book.expenses.list()).items]).toEqual([[], []])
    await refuses(test, released, 'undo_conflict', { reason: 'changed' })
  })

  it('restores the order of what was moved or removed, whatever was added since', async () => {
    const test = await open()
    const { book, food, fun } = test
    const names = async () => (await book.categories.list()).map(({ name }) => name)
    await book.categories.remove(food)
    const removal = await newest(book)
    await book.categories.create({ name: 'Rent' })
    await book.history.undo(removal)
    expect(await names()).toEqual(['Food', 'Fun', 'Rent'])
    await book.categories.move(fun, { before: food })
    const move = await newest(book)
    await book.categories.create({ name: 'Car' })
    await book.history.undo(move)
    expect(await names()).toEqual(['Food', 'Fun', 'Rent', 'Car'])
    await book.categories.move(fun, { before: null })
    await refuses(test, removal, 'undo_conflict')
  })

  it('leaves what others moved where they moved it', async () => {
    const test = await open()
    const { book, food, fun } = test
    const names = async () => (await book.categories.list()).map(({ name }) => name)
    const { id: rent } = await book.categories.create({ name: 'Rent' })
    await book.categories.remove(fun)
    const removal = await newest(book)
    const { id: car } = await book.categories.create({ name: 'Car' })
    await book.categories.move(car, { before: food })
    await book.history.undo(removal)
    expect(await names()).toEqual(['Car', 'Food', 'Fun', 'Rent'])
    await book.categories.move(rent, { before: food })
    const move = await newest(book)
    const { id: dog } = await book.categories.create({ name: 'Dog' })
    await book.categories.move(dog, { before: rent })
    await book.history.undo(move)
    expect(await names()).toEqual(['Car', 'Dog', 'Food', 'Fun', 'Rent'])
    await book.categories.remove(rent)
    const last = await newest(book)
    await book.categories.create({ name: 'Egg' })
    await book.history.undo(last)
    // It was the last, and is so again.
    expect(await names()).toEqual(['Car', 'Dog', 'Food', 'Fun', 'Egg', 'Rent'])
  })

  it('does not undo work on the whole book, nor amounts in another currency', async () => {
    const test = await open()
    const { book, food } = test
    const { id } = await book.expenses.record({ categoryId: food, amount: '5', date: '2026-02-03' })
    await book.expenses.remove(id)
    const removal = await newest(book)
    await book.settings.changeCurrency({ to: 'JPY', rate: '150' })
    await refuses(test, await newest(book), 'undo_conflict', conflict('whole_book', []))
    await refuses(test, removal, 'undo_conflict', conflict('currency', []))
    // To another currency and back, the amounts are right again.
    await book.settings.changeCurrency({ to: 'USD', rate: '0.0067' })
    await book.history.undo(removal)
    expect((await book.expenses.get(id)).amount).toBe('5.00')
  })

  it('follows the start day: what comes back is in the month of its date now', async () => {
    const test = await open()
    const { book, food } = test
    const { id } = await book.expenses.record({ categoryId: food, amount: '5', date: '2026-02-03' })
    await book.expenses.remove(id)
    const removal = await newest(book)
    await book.settings.changeMonthStart(25)
    await book.history.undo(removal)
    expect((await book.utilization('2026-01')).summary.totalSpent).toBe('5.00')
  })

  it('is done once under its operation id, and says who did it', async () => {
    const { book, food } = await open()
    await book.categories.archive(food, { actor: 'ana' })
    const archived = await newest(book)
    const options = { operationId: 'undo-1', actor: 'bo' }
    const undone = await book.history.undo(archived, options)
    expect(undone).toMatchObject({ operationId: 'undo-1', actor: 'bo' })
    expect(await book.history.undo(archived, options)).toEqual(undone)
    const { items } = await book.history.list()
    expect(items.map(({ actor }) => actor)).toEqual(['bo', 'ana', null, null, null])
    expect(items[0]).toEqual(undone)
    const other = book.history.undo(undone.id, { operationId: 'undo-1' })
    expect((await failureOf(other)).code).toBe('operation_mismatch')
  })

  it('keeps its place among the calls', async () => {
    const { book, food } = await open()
    const { budget } = await book.budgets.create({ categoryId: food, month, amount: '1' })
    await book.budgets.update(budget.id, { amount: '2' })
    const changed = await newest(book)
    await Promise.all([book.history.undo(changed), book.budgets.update(budget.id, { amount: '3' })])
    expect((await book.budgets.get(budget.id)).amount).toBe('3.00')
    const undo = book.history.undo(await newest(book))
    await book.close()
    expect((await undo).changes).toHaveLength(1)
  })

  it('of two at once, one undoes and the other is told', async () => {
    const test = await open()
    const others = await Promise.all([test.reopen(), test.reopen()])
    await test.book.categories.archive(test.food)
    const archived = await newest(test.book)
    const results = await Promise.allSettled(others.map(async (book) => book.history.undo(archived)))
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = results.find((result) => result.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'undo_conflict' })
    expect((await test.book.history.list()).items).toHaveLength(5)
  })

  it('knows no entry that is not there, or not any more', async () => {
    const test = await open({ history: { keep: 2 } })
    const first = (await test.book.history.list()).items.at(-1)!.id
    await test.book.categories.archive(test.food)
    const details = { type: 'history_entry', id: first }
    await refuses(test, first, 'not_found', details)
    expect((await test.book.history.list()).items).toHaveLength(2)
    const options = { bookId: 'other', history: { keep: 5 } }
    const other = await test.reopen(options)
    const mine = await newest(test.book)
    expect((await failureOf(other.history.undo(mine))).code).toBe('not_found')
  })
})
