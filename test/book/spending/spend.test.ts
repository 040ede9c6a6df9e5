import { describe, expect, it } from 'vitest'
import { enforceSpending, spendingCeiling, warnSpending, type NewExpense } from 'budgetbook'
import { expectInvalid, expectRefused, openTestBook } from '../../support/book/fixture.js'
import { figuresOf, openForHolds } from '../../support/book/holds.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const strict = { spendingPolicy: enforceSpending() }

describe.each(storageKinds)('expenses.spend in $name', (kind) => {
  it('records what the policy accepts, as record does, and stores no hold', async () => {
    const [one, other] = [await openForHolds(kind, strict), await openForHolds(kind)]
    for (const input of [
      { categoryId: one.food, amount: '60.00', description: 'Lunch', metadata: { a: 1 } },
      { categoryId: one.food, original: { amount: '25.00', currency: 'CHF', rate: '1.04' } },
      { categoryId: one.food, amount: '-5.00', date: '2026-02-28' },
    ]) {
      const { expense, violations } = await one.book.expenses.spend(input)
      expect(violations).toEqual([])
      expect(expense).toEqual(await other.book.expenses.record(input))
    }
    expect(await one.stored()).toEqual(await other.stored())
  })

  it('is refused above the bound, with what is on hold, and stores nothing', async () => {
    const test = await openForHolds(kind, strict)
    const { book, food, hold } = test
    await hold('80.00')
    const spend = (amount: string) => async () => book.expenses.spend({ categoryId: food, amount })
    const error = await expectRefused(test, spend('20.01'), 'spending_rejected')
    expect(error.message).toBe(
      'Spending and holds in Food would come to 100.01, 0.01 over its budget (100.00)',
    )
    expect(error.details).toEqual({
      policy: 'enforce-spending',
      month: '2026-02',
      violations: [
        {
          code: 'spending_limit_exceeded',
          message: error.message,
          categoryIds: [food],
          of: 'category',
          bound: '100.00',
          before: '80.00',
          after: '100.01',
          overage: '0.01',
          largestAccepted: '20.00',
        },
      ],
    })
    await spend('20.00')()
    expect(await figuresOf(book)).toEqual({ spent: '20.00', held: '80.00', free: '0.00' })
  })

  it('takes a refund, whatever is over its bound, and lets it make room', async () => {
    const test = await openForHolds(kind, strict)
    const { book, food } = test
    await book.expenses.record({ categoryId: food, amount: '500.00' })
    const spend = (amount: string) => async () => book.expenses.spend({ categoryId: food, amount })
    await expectRefused(test, spend('0.01'), 'spending_rejected')
    expect((await spend('-450.00')()).violations).toEqual([])
    await expectRefused(test, spend('50.01'), 'spending_rejected')
    await spend('50.00')()
  })

  it('looks at the month of its date, by the start day', async () => {
    const test = await openForHolds(kind, strict)
    const { book, food } = test
    await book.settings.changeMonthStart(28)
    const spend = (date: string) => async () =>
      book.expenses.spend({ categoryId: food, amount: '100.00', date })
    await expectRefused(test, spend('2026-02-27'), 'spending_rejected', { month: '2026-01' })
    expect((await spend('2026-02-28')()).expense.date).toBe('2026-02-28')
  })

  it('refuses what record refuses', async () => {
    const test = await openForHolds(kind, strict)
    const { book, food, travel } = test
    const spend = (input: object) => async () => book.expenses.spend(input as NewExpense)
    await expectInvalid(test, spend({ categoryId: food, amount: 0 }), 'zero_amount', ['amount'])
    await expectInvalid(test, spend({ categoryId: food }), 'required', ['amount'])
    await expectInvalid(test, spend({ categoryId: food, amount: 1, ammount: 2 }), 'unknown_field', [
      'ammount',
    ])
    await expectInvalid(test, spend({ categoryId: food, amount: '0.001' }), 'too_many_decimals', ['amount'])
    await expectRefused(test, spend({ categoryId: 'nobody', amount: 1 }), 'not_found', { type: 'category' })
    await book.categories.archive(travel)
    await expectRefused(test, spend({ categoryId: travel, amount: 1 }), 'category_archived')
    await book.months.close('2026-02')
    await expectRefused(test, spend({ categoryId: food, amount: 1 }), 'month_closed')
  })
})

describe.each(storageKinds)('the spending policy in $name', (kind) => {
  it('is asked by place, spend, previewSpend and the excess of a commit, and by nothing else', async () => {
    const asked: string[] = []
    const { book, food, travel, hold } = await openForHolds(kind, {
      spendingPolicy: {
        name: 'listens',
        needsIsolation: false,
        decide: ({ kind: what, amount, totalBefore, totalAfter }) => {
          asked.push(`${what} ${amount}: ${totalBefore} to ${totalAfter}`)
          return { accepted: true, violations: [] }
        },
      },
    })
    const id = await hold('10.00')
    const within = await hold('20.00')
    await book.expenses.spend({ categoryId: food, amount: '-1.00' })
    await book.expenses.previewSpend([{ categoryId: travel, amount: '2.00' }])
    await book.holds.commit(within)
    await book.holds.commit(id, { amount: '15.00' })
    // An adapter may run a decider again: the same question may come twice.
    expect([...new Set(asked)]).toEqual([
      'place 10.00: 0.00 to 10.00',
      'place 20.00: 10.00 to 30.00',
      'spend -1.00: 30.00 to 29.00',
      'spend 2.00: 29.00 to 31.00',
      'commit 15.00: 29.00 to 34.00',
    ])
    asked.length = 0
    const released = await book.expenses.record({ categoryId: food, amount: '1.00' })
    await book.expenses.recordMany([{ categoryId: food, amount: '1.00' }])
    await book.expenses.update(released.id, { amount: '900.00' })
    await book.importBook(await book.exportBook())
    await book.settings.changeCurrency({ to: 'JPY', rate: 2 })
    await book.categories.merge({ from: travel, into: food })
    expect(asked).toEqual([])
  })

  it('sees the whole proposal, in plain data', async () => {
    const proposals: unknown[] = []
    const test = await openForHolds(kind)
    const { food, travel, hold, clock } = test
    await hold('10.00')
    await hold('5.00', { categoryId: travel, expiresAt: '2026-02-20T00:00:00.000Z' })
    await hold('7.00', { categoryId: travel, expiresAt: '2026-02-15T00:00:00.000Z' })
    await test.book.expenses.record({ categoryId: food, amount: '30.00' })
    await test.book.categories.archive(travel)
    clock.set('2026-02-15T00:00:00.000Z')
    const book = await test.reopen({
      spendingPolicy: {
        name: 'listens',
        needsIsolation: false,
        decide: (proposal) => {
          proposals.push(proposal)
          return { accepted: true, violations: [] }
        },
      },
    })
    await book.holds.place({ categoryId: food, amount: '2.50', date: '2026-02-28' })
    expect(proposals.at(-1)).toEqual({
      kind: 'place',
      month: '2026-02',
      today: '2026-02-15',
      currency: 'USD',
      monthlyLimit: '1000.00',
      amount: '2.50',
      categoryId: food,
      categories: [
        {
          categoryId: food,
          name: 'Food',
          budget: '100.00',
          spent: '30.00',
          held: '10.00',
          before: '40.00',
          after: '42.50',
        },
        {
          categoryId: travel,
          name: 'Travel',
          budget: null,
          spent: '0.00',
          held: '5.00',
          before: '5.00',
          after: '5.00',
        },
      ],
      totalBefore: '45.00',
      totalAfter: '47.50',
      totalBudget: '100.00',
    })
  })

  it('is not told what is carried from other months', async () => {
    const test = await openForHolds(kind, strict)
    const { book, food } = test
    await book.categories.update(food, { rollover: { from: '2026-01', opening: '50.00' } })
    const spend = async () => book.expenses.spend({ categoryId: food, amount: '100.01' })
    await expectRefused(test, spend, 'spending_rejected')
  })

  it('accepts everything unless one is passed', async () => {
    const { book, travel, hold } = await openForHolds(kind)
    expect((await book.expenses.spend({ categoryId: travel, amount: 1e9 })).violations).toEqual([])
    expect(await hold(1e9)).toBe('id-5')
    const asked = [{ categoryId: travel, amount: 1e9 }]
    expect(await book.expenses.previewSpend(asked)).toEqual({ accepted: true, violations: [] })
  })

  it.each([
    ['throws', () => raise(new Error('mine')), 'threw'],
    ['promises', async () => ({ accepted: true, violations: [] }), 'promise'],
    ['rejects', async () => Promise.reject(new Error('mine')), 'promise'],
    ['gives nothing', () => undefined, 'not_a_decision'],
    ['accepts with text', () => ({ accepted: 'yes', violations: [] }), 'not_a_decision'],
    ['has invalid violations', () => ({ accepted: true, violations: [5] }), 'not_a_decision'],
  ])('that %s fails, and nothing is stored', async (_, decide, reason) => {
    const spendingPolicy = { name: 'mine', needsIsolation: false, decide: decide as never }
    const test = await openForHolds(kind)
    const id = await test.hold(1)
    const book = await test.reopen({ spendingPolicy })
    const details = { policy: 'mine', reason }
    const money = { categoryId: test.food, amount: 2 }
    await expectRefused(test, async () => book.holds.place(money), 'policy_failed', details)
    await expectRefused(test, async () => book.expenses.spend(money), 'policy_failed', details)
    await expectRefused(test, async () => book.expenses.previewSpend([money]), 'policy_failed', details)
    await expectRefused(test, async () => book.holds.commit(id, { amount: 2 }), 'policy_failed', details)
    expect((await book.holds.commit(id)).expense.amount).toBe('1.00')
  })

  it('that refuses without a violation is named', async () => {
    const decide = () => ({ accepted: false, violations: [] })
    const test = await openForHolds(kind, {
      spendingPolicy: { name: 'never', needsIsolation: false, decide },
    })
    const details = { policy: 'never', month: '2026-02', violations: [] }
    const error = await expectRefused(test, async () => test.hold(1), 'spending_rejected', details)
    expect(error.message).toBe('The policy never refused the spending')
  })
})

describe('the isolation that a spending policy needs', () => {
  const [, localStorage] = storageKinds
  it.each([
    ['enforceSpending', enforceSpending()],
    ['spendingCeiling', spendingCeiling({ name: 'x', categoryIds: [], amount: 1, perMonth: true })],
  ])('is asked for by %s', async (_, spendingPolicy) => {
    const open = async (acceptWeakIsolation: boolean) =>
      openTestBook(localStorage!, { spendingPolicy, acceptWeakIsolation })
    await expect(open(false)).rejects.toMatchObject({
      code: 'isolation_insufficient',
      details: { policy: spendingPolicy.name, reach: 'origin', isolation: 'instance' },
    })
    await expect(open(true)).resolves.toBeDefined()
    await expect(
      openTestBook(storageKinds[0]!, { spendingPolicy, acceptWeakIsolation: false }),
    ).resolves.toBeDefined()
  })

  it('is not asked for by warnSpending', async () => {
    const options = { spendingPolicy: warnSpending(), acceptWeakIsolation: false }
    await expect(openTestBook(localStorage!, options)).resolves.toBeDefined()
  })

  it.each([
    null,
    {},
    'no',
    { name: 'x', needsIsolation: true },
    { name: 5, needsIsolation: true, decide: () => 0 },
  ])('must be a policy: %j is not a policy', async (spendingPolicy) => {
    await expect(
      openTestBook(storageKinds[0]!, { spendingPolicy: spendingPolicy as never }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
      details: { issues: [{ path: expect.arrayContaining(['spendingPolicy']) as unknown }] },
    })
  })
})

function raise(error: Error): never {
  throw error
}
