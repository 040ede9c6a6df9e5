import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  enforcePolicy,
  isMonthlyLimitViolation,
  warnPolicy,
  type AllocationDecision,
  type BudgetBook,
} from 'budgetbook'
import { expectRefused, openTestBook } from '../support/book/fixture.js'
import { storageKinds } from '../support/storages/book-storages.js'
import { mostUnits, textOfUnits, unitsOfText } from '../support/exact-decimal.js'
import { minorUnitsOf } from '../support/arbitraries/money.js'
import { singleChangeArbitrary, sumOf, type PlainProposal } from '../support/arbitraries/proposals.js'

const month = '2026-02'

/** Changes that a book can hold: its limit is an amount, and one minor unit more than any budget is one too. */
function changeArbitrary(): fc.Arbitrary<PlainProposal> {
  return singleChangeArbitrary().filter(({ scale, limit, categories }) =>
    [limit, ...categories.map(({ before }) => before)].every((units) => (units ?? 0n) < mostUnits(scale)),
  )
}

/** Gives a fresh book the state before a proposal, and tells how to make its change with any amount. */
async function prepare(book: BudgetBook, { currency, scale, limit, categories }: PlainProposal) {
  const text = (units: bigint) => textOfUnits(units, scale)
  await book.settings.update({ currency })
  let changed = { categoryId: '', budgetId: '' }
  for (const [index, { before, after }] of categories.entries()) {
    const { id: categoryId } = await book.categories.create({ name: `Category ${index}` })
    const made =
      before === null ? null : await book.budgets.create({ categoryId, month, amount: text(before) })
    if (before !== after) changed = { categoryId, budgetId: made?.budget.id ?? '' }
  }
  // Set last, so that the month can be over it.
  await book.settings.update({ monthlyLimit: limit === null ? null : text(limit) })
  const { categoryId, budgetId } = changed
  return {
    preview: (units: bigint): Promise<AllocationDecision> =>
      book.budgets.preview(month, [{ categoryId, amount: text(units) }]),
    write: (units: bigint) =>
      budgetId === ''
        ? book.budgets.create({ categoryId, month, amount: text(units) })
        : book.budgets.update(budgetId, { amount: text(units) }),
  }
}

describe.each(storageKinds)('the monthly limit in a book over $name', (kind) => {
  const open = (policy = enforcePolicy()) => openTestBook(kind, { allocationPolicy: policy })

  it('is guarded on every way in: what is refused is not written, and the largest accepted amount is', async () => {
    await fc.assert(
      fc.asyncProperty(changeArbitrary(), async (plain) => {
        const test = await open()
        const { preview, write } = await prepare(test.book, plain)
        const asked = plain.categories.find(({ before, after }) => before !== after)?.after ?? 0n
        const { accepted, violations } = await preview(asked)
        const total = sumOf(plain.categories.map(({ before, after }) => (before === after ? before : asked)))
        const existing = sumOf(plain.categories.map(({ before }) => before))
        expect(accepted).toBe(plain.limit === null || total <= plain.limit || total <= existing)
        if (accepted) {
          expect(await write(asked)).toMatchObject({ violations: [] })
          return
        }
        await expectRefused(test, () => write(asked), 'allocation_rejected', {
          policy: 'enforce',
          month,
          violations,
        })
        const [violation] = violations.filter(isMonthlyLimitViolation)
        const largest = unitsOfText(violation!.largestAccepted!, minorUnitsOf(plain.currency))
        expect(await preview(largest + 1n)).toMatchObject({ accepted: false })
        await expectRefused(test, () => write(largest + 1n), 'allocation_rejected')
        expect(await preview(largest)).toEqual({ accepted: true, violations: [] })
        expect((await write(largest)).budget.amount).toBe(violation!.largestAccepted)
      }),
      { numRuns: 40 },
    )
  })

  it('is only warned of by default, in the words in which it would be refused', async () => {
    await fc.assert(
      fc.asyncProperty(changeArbitrary(), async (plain) => {
        const asked = plain.categories.find(({ before, after }) => before !== after)?.after ?? 0n
        const enforced = await prepare((await open()).book, plain)
        const { book } = await open(warnPolicy())
        const warned = await prepare(book, plain)
        const { violations } = await enforced.preview(asked)
        expect(await warned.preview(asked)).toEqual({ accepted: true, violations })
        expect((await warned.write(asked)).violations).toEqual(violations)
        const { monthlyLimit } = await book.settings.get()
        const { compliance } = await book.utilization(month)
        expect(compliance.monthlyLimit).toBe(monthlyLimit)
        if (violations.length > 0) expect(compliance.exceedsLimit).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  it('may be lowered below what is budgeted; the month can then be brought down step by step', async () => {
    const test = await open()
    const { book } = test
    await book.settings.update({ currency: 'USD', monthlyLimit: '900' })
    const ids: string[] = []
    for (const name of ['Travel', 'Grocery', 'Gifts']) {
      const { id: categoryId } = await book.categories.create({ name })
      ids.push((await book.budgets.create({ categoryId, month, amount: '300' })).budget.id)
    }
    const [travel = '', grocery = '', gifts = ''] = ids
    await book.settings.update({ monthlyLimit: '500' })
    expect((await book.utilization(month)).compliance).toMatchObject({
      exceedsLimit: true,
      overage: '400.00',
    })

    await expectRefused(
      test,
      () => book.budgets.update(travel, { amount: '300.01' }),
      'allocation_rejected',
      {
        violations: [
          { existingTotal: '900.00', newTotal: '900.01', overage: '400.01', largestAccepted: '300.00' },
        ],
      },
    )
    expect(
      (await book.budgets.update(travel, { amount: '300', metadata: { kept: true } })).violations,
    ).toEqual([])
    expect((await book.budgets.update(travel, { amount: '250' })).violations).toEqual([])
    await expectRefused(test, () => book.budgets.update(travel, { amount: '250.01' }), 'allocation_rejected')
    await book.budgets.remove(gifts)
    expect((await book.utilization(month)).compliance).toMatchObject({ exceedsLimit: true, overage: '50.00' })
    await book.budgets.update(grocery, { amount: '100' })
    expect((await book.utilization(month)).compliance).toMatchObject({ exceedsLimit: false, message: null })
    await expectRefused(
      test,
      () => book.budgets.update(grocery, { amount: '250.01' }),
      'allocation_rejected',
      {
        violations: [{ largestAccepted: '250.00' }],
      },
    )
    expect((await book.budgets.update(grocery, { amount: '250' })).violations).toEqual([])
  })

  it('names no largest amount where more than one category changes, and one where the others only seem to', async () => {
    const { book } = await open()
    await book.settings.update({ currency: 'JPY', monthlyLimit: '100' })
    const { id: travel } = await book.categories.create({ name: 'Travel' })
    const { id: gifts } = await book.categories.create({ name: 'Gifts' })
    await book.budgets.create({ categoryId: gifts, month, amount: '40' })
    const preview = async (travelAmount: number, giftsAmount: number | null) => {
      const { violations } = await book.budgets.preview(month, [
        { categoryId: travel, amount: travelAmount },
        { categoryId: gifts, amount: giftsAmount },
      ])
      return violations
    }
    expect(await preview(80, 50)).toMatchObject([{ largestAccepted: null, categoryIds: [travel, gifts] }])
    expect(await preview(101, null)).toMatchObject([{ largestAccepted: null, categoryIds: [travel, gifts] }])
    expect(await preview(80, 40)).toMatchObject([{ largestAccepted: '60', categoryIds: [travel] }])
  })

  it('is another one for each month', async () => {
    const { book } = await open()
    await book.settings.update({ monthlyLimit: 100 })
    const { id: categoryId } = await book.categories.create({ name: 'Travel' })
    await book.budgets.create({ categoryId, month: '2026-01', amount: 100 })
    await book.budgets.create({ categoryId, month: '2026-03', amount: 100 })
    expect((await book.budgets.create({ categoryId, month, amount: 100 })).violations).toEqual([])
  })
})
