import { describe, expect, it } from 'vitest'
import { computeUtilization, type BudgetBook } from 'budgetbook'
import { summarizeGroups } from 'budgetbook/planning'
import { expectInvalid, expectRefused, openTestBook, startOfClock } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const namesOf = async (book: BudgetBook) => (await book.groups.list()).map(({ name }) => name)
const categoryNames = async (book: BudgetBook) =>
  (await book.categories.list({ includeArchived: true })).map(({ name }) => name)

describe.each(storageKinds)('groups in $name', (kind) => {
  it('are created with what was given, and found again, also by another client', async () => {
    const { book, reopen } = await openTestBook(kind)
    const group = await book.groups.create({ name: '  Daily   life ', metadata: { icon: 'sun' } })
    expect(group).toEqual({
      id: 'id-1',
      name: 'Daily life',
      metadata: { icon: 'sun' },
      createdAt: startOfClock,
      updatedAt: startOfClock,
    })
    const bare = await book.groups.create({ name: 'Bare' })
    expect(bare.metadata).toEqual({})
    expect(await book.groups.get('id-1')).toEqual(group)
    expect(await (await reopen()).groups.list()).toEqual([group, bare])
  })

  it('are renamed, and get other metadata; what stays the same is not written', async () => {
    const test = await openTestBook(kind)
    const { book, clock } = test
    const { id, createdAt } = await book.groups.create({ name: 'Home' })
    clock.set('2026-02-15T00:00:00.000Z')
    const updatedAt = '2026-02-15T00:00:00.000Z'
    const renamed = await book.groups.update(id, { name: 'House', metadata: { a: 1 } })
    expect(renamed).toEqual({ id, name: 'House', metadata: { a: 1 }, createdAt, updatedAt })
    clock.set('2026-02-16T00:00:00.000Z')
    const version = book.version()
    expect(await book.groups.update(id, { name: 'House' })).toEqual(renamed)
    expect(await book.groups.update(id, {})).toEqual(renamed)
    expect(book.version()).toBe(version)
  })

  it('have names of their own, by the fold of categories', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const { id } = await book.groups.create({ name: 'Straße' })
    const other = await book.groups.create({ name: 'Home' })
    await book.categories.create({ name: 'Home' })
    const details = { name: 'Straße', groupId: id }
    await expectRefused(test, async () => book.groups.create({ name: 'STRASSE' }), 'duplicate_group', details)
    const rename = async () => book.groups.update(other.id, { name: ' strasse' })
    await expectRefused(test, rename, 'duplicate_group', details)
    expect((await book.groups.update(id, { name: 'STRASSE' })).name).toBe('STRASSE')
  })

  it('are removed when they have no category, archived ones too', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const group = await book.groups.create({ name: 'Home' })
    const rent = await book.categories.create({ name: 'Rent', groupId: group.id })
    await book.categories.archive(rent.id)
    const remove = async () => book.groups.remove(group.id)
    await expectRefused(test, remove, 'group_in_use', { groupId: group.id, categoryCount: 1 })
    expect((await book.categories.update(rent.id, { groupId: null })).groupId).toBe(null)
    await remove()
    await expectRefused(test, remove, 'not_found', { type: 'group', id: group.id })
    expect(await book.groups.list()).toEqual([])
    expect(await (await test.reopen()).groups.list()).toEqual([])
  })

  it('may hold a category of a name that another group has', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const [home, car] = [
      await book.groups.create({ name: 'Home' }),
      await book.groups.create({ name: 'Car' }),
    ]
    const insurance = await book.categories.create({ name: 'Insurance', groupId: home.id })
    const alone = await book.categories.create({ name: 'INSURANCE' })
    await book.categories.create({ name: 'insurance', groupId: car.id })
    const again = async () => book.categories.create({ name: 'Insurance', groupId: car.id })
    await expectRefused(test, again, 'duplicate_category')
    // Into another group, or out of all, only if the name is free there.
    const details = { name: 'Insurance', categoryId: insurance.id }
    const into = async () => book.categories.update(alone.id, { groupId: home.id })
    await expectRefused(test, into, 'duplicate_category', details)
    const out = async () => book.categories.update(insurance.id, { groupId: null })
    await expectRefused(test, out, 'duplicate_category', { name: 'INSURANCE', categoryId: alone.id })
    const moved = await book.categories.update(alone.id, { name: 'Contents insurance', groupId: home.id })
    expect(moved).toMatchObject({ name: 'Contents insurance', groupId: home.id })
  })

  it('must be there for a category', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const { id } = await book.categories.create({ name: 'Food' })
    const details = { type: 'group', id: 'nobody' }
    const create = async () => book.categories.create({ name: 'Fun', groupId: 'nobody' })
    await expectRefused(test, create, 'not_found', details)
    const update = async () => book.categories.update(id, { groupId: 'nobody' })
    await expectRefused(test, update, 'not_found', details)
    await expectInvalid(test, async () => book.categories.update(id, { groupId: '' }), 'too_short', [
      'groupId',
    ])
  })

  it('refuse what is not a group', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const any = book.groups as unknown as Record<
      'create' | 'update',
      (...input: unknown[]) => Promise<unknown>
    >
    await expectInvalid(test, async () => any.create({ name: '  ' }), 'too_short', ['name'])
    await expectInvalid(test, async () => any.create({}), 'required', ['name'])
    await expectInvalid(test, async () => any.create({ name: 'A', budget: 1 }), 'unknown_field', ['budget'])
    const { id } = await book.groups.create({ name: 'A' })
    await expectInvalid(test, async () => any.update(id, { categoryIds: [] }), 'unknown_field', [
      'categoryIds',
    ])
    await expectInvalid(test, async () => any.update(7, {}), 'invalid_type', ['id'])
  })
})

describe.each(storageKinds)('the order in $name', (kind) => {
  it('of groups is that of creation, until one is moved', async () => {
    const { book, reopen } = await openTestBook(kind)
    const ids: string[] = []
    for (const name of ['A', 'B', 'C', 'D']) ids.push((await book.groups.create({ name })).id)
    const [a, b, , d] = ids as [string, string, string, string]
    await book.groups.move(d, { before: a })
    expect(await namesOf(book)).toEqual(['D', 'A', 'B', 'C'])
    await book.groups.move(a, { before: null })
    expect(await namesOf(book)).toEqual(['D', 'B', 'C', 'A'])
    await book.groups.update(b, { name: 'Bee' })
    await book.groups.create({ name: 'E' })
    expect(await namesOf(await reopen())).toEqual(['D', 'Bee', 'C', 'A', 'E'])
  })

  it('of categories is that of lists and reports, and stays after later commits', async () => {
    const { book, reopen } = await openTestBook(kind)
    const ids: string[] = []
    for (const name of ['A', 'B', 'C']) {
      const { id } = await book.categories.create({ name })
      ids.push(id)
      await book.budgets.create({ categoryId: id, month: '2026-02', amount: '1' })
    }
    const [a, , c] = ids as [string, string, string]
    await book.categories.move(c, { before: a })
    const reported = async (of: BudgetBook) =>
      (await of.utilization('2026-02')).categories.map(({ name }) => name)
    expect([await categoryNames(book), await reported(book)]).toEqual([
      ['C', 'A', 'B'],
      ['C', 'A', 'B'],
    ])
    await book.categories.archive(a)
    await book.categories.create({ name: 'D' })
    await book.categories.update(a, { name: 'Aa' })
    const other = await reopen()
    expect([await categoryNames(other), await reported(other)]).toEqual([
      ['C', 'Aa', 'B', 'D'],
      ['C', 'Aa', 'B'],
    ])
    const document = await other.exportBook()
    expect(document.categories.map(({ name }) => name)).toEqual(['C', 'Aa', 'B', 'D'])
  })

  it('does not change by a move to where it is, and is not the category itself', async () => {
    const { book } = await openTestBook(kind)
    const { id } = await book.categories.create({ name: 'A' })
    const next = await book.categories.create({ name: 'B' })
    const version = book.version()
    await book.categories.move(id, { before: next.id })
    await book.categories.move(next.id, { before: null })
    expect(book.version()).toBe(version)
    await book.categories.move(next.id, { before: id })
    expect(await book.categories.get(next.id)).toEqual(next)
  })

  it('refuses a target that is not there, and itself', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const group = await book.groups.create({ name: 'G' })
    const { id } = await book.categories.create({ name: 'A' })
    const details = { type: 'category', id: group.id }
    await expectRefused(
      test,
      async () => book.categories.move(id, { before: group.id }),
      'not_found',
      details,
    )
    await expectRefused(test, async () => book.categories.move('x', { before: null }), 'not_found')
    await expectRefused(test, async () => book.groups.move(group.id, { before: id }), 'not_found')
    await expectInvalid(test, async () => book.categories.move(id, { before: id }), 'invalid_value', [
      'before',
    ])
    const move = async (...input: unknown[]) => book.categories.move(...(input as [string, never]))
    await expectInvalid(test, async () => move(id, {}), 'required', ['before'])
    await expectInvalid(test, async () => move(id, { before: null, after: id }), 'unknown_field', ['after'])
  })
})

describe.each(storageKinds)('a report in $name', (kind) => {
  it('names the group of each category, once any category is in one', async () => {
    const { book } = await openTestBook(kind)
    const food = await book.categories.create({ name: 'Food' })
    const fun = await book.categories.create({ name: 'Fun' })
    await book.budgets.create({ categoryId: food.id, month: '2026-02', amount: '10' })
    await book.expenses.record({ categoryId: fun.id, amount: '5' })
    const before = await book.utilization('2026-02')
    expect(JSON.stringify(before)).not.toContain('groupId')
    const group = await book.groups.create({ name: 'Home' })
    expect(await book.utilization('2026-02')).toBe(before)
    await book.categories.update(food.id, { groupId: group.id })
    const { categories, unbudgeted, ...rest } = await book.utilization('2026-02')
    expect([categories[0]?.groupId, unbudgeted[0]?.groupId]).toEqual([group.id, null])
    await book.categories.update(food.id, { groupId: null })
    expect(JSON.stringify(await book.utilization('2026-02'))).toBe(JSON.stringify(before))
    expect(rest.summary).toEqual(before.summary)
  })

  it('of a book with groups is the one of computeUtilization on its totals', async () => {
    const { book } = await openTestBook(kind)
    const home = await book.groups.create({ name: 'Home' })
    const idle = await book.groups.create({ name: 'Idle' })
    const rent = await book.categories.create({ name: 'Rent', groupId: home.id })
    const fun = await book.categories.create({ name: 'Fun' })
    const none = await book.categories.create({ name: 'None', groupId: idle.id })
    await book.budgets.create({ categoryId: rent.id, month: '2026-02', amount: '900' })
    await book.expenses.record({ categoryId: rent.id, amount: '900' })
    await book.expenses.record({ categoryId: fun.id, amount: '25' })
    const report = await book.utilization('2026-02')
    expect(computeUtilization({ month: '2026-02', ...(await book.totals()) })).toEqual(report)
    const [groups, categories] = [await book.groups.list(), await book.categories.list()]
    const summaries = summarizeGroups(report, groups, undefined, categories)
    expect(summaries.map(({ name, spent, categoryIds }) => [name, spent, categoryIds])).toEqual([
      ['Home', '900.00', [rent.id]],
      ['Idle', '0.00', [none.id]],
      [null, '25.00', [fun.id]],
    ])
  })
})
