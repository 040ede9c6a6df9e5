import { describe, expect, it } from 'vitest'
import {
  computeUtilization,
  enforcePolicy,
  isBudgetBookError,
  type AllocationProposal,
  type AllocationViolation,
  type BudgetBook,
  type Utilization,
} from 'budgetbook'
import { openTestBook } from '../support/book/fixture.js'
import { storageKinds } from '../support/storages/book-storages.js'
import { budgetsOf, expensesOf, scenario, scenarioMonths } from './scenario.js'

const { settings, expected } = scenario
const { accepted, rejected } = expected.enforce

/** Holds every value that the scenario has of a month against a report. */
function expectReport(report: Utilization, month: (typeof scenarioMonths)[number]): void {
  const { categories = {}, summary, compliance } = expected[month]
  expect(report).toMatchObject({ month, currency: settings.updated.currency, unbudgeted: [] })
  expect(report.summary).toMatchObject(summary)
  expect(report.compliance).toMatchObject(compliance)
  expect(report.categories.map(({ name }) => name)).toEqual(scenario.categories)
  for (const line of report.categories) expect(line).toMatchObject(categories[line.name] ?? {})
}

/** Plans February budget by budget, and tells which were accepted, and what was wrong with the others. */
async function planFebruary(
  create: (category: string, amount: string) => Promise<readonly AllocationViolation[] | null>,
) {
  const passed: string[] = []
  const refused: Record<string, readonly AllocationViolation[]> = {}
  for (const { category, amount } of budgetsOf('2026-02')) {
    const violations = await create(category, amount)
    if (violations) refused[category] = violations
    else passed.push(category)
  }
  return { passed, refused }
}

function expectEnforced({ passed, refused }: Awaited<ReturnType<typeof planFebruary>>): void {
  expect(passed).toEqual(accepted)
  expect(Object.keys(refused)).toEqual(Object.keys(rejected))
  for (const [category, violation] of Object.entries(rejected)) {
    expect(refused[category]).toMatchObject([violation])
  }
}

async function createCategories(book: BudgetBook): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const name of scenario.categories) ids.set(name, (await book.categories.create({ name })).id)
  return ids
}

describe('the reference scenario', () => {
  it('has both months and both verdicts of enforce, so that the tests below have something to hold', () => {
    expect(Object.keys(expected)).toEqual([...scenarioMonths, 'enforce'])
    expect(Object.keys(expected['2026-02'].categories ?? {})).toEqual(scenario.categories)
    expect([...accepted, ...Object.keys(rejected)]).toEqual(scenario.categories)
  })

  it.each(scenarioMonths)('comes out exactly as a pure report: %s', (month) => {
    const report = computeUtilization({
      month,
      settings: settings.updated,
      categories: scenario.categories.map((name) => ({ id: name, name })),
      budgets: scenarioMonths.flatMap((each) =>
        budgetsOf(each).map(({ category, amount }) => ({ categoryId: category, month: each, amount })),
      ),
      expenses: scenarioMonths.flatMap((each) =>
        expensesOf(each).map(({ category, ...expense }) => ({ categoryId: category, ...expense })),
      ),
    })
    expectReport(report, month)
  })

  it('is enforced exactly by the policy alone', async () => {
    const policy = enforcePolicy()
    const held = new Map<string, number>()
    const total = (amounts: Iterable<number>) =>
      [...amounts].reduce((sum, amount) => sum + amount, 0).toFixed(2)
    const outcome = await planFebruary(async (category, amount) => {
      const next = new Map(held).set(category, Number(amount))
      const proposal = {
        month: '2026-02',
        today: '2026-02-01',
        ...settings.updated,
        existingTotal: total(held.values()),
        newTotal: total(next.values()),
        categories: scenario.categories.map((name) => ({
          categoryId: name,
          name,
          before: held.get(name)?.toFixed(2) ?? null,
          after: next.get(name)?.toFixed(2) ?? null,
          spent: '0.00',
        })),
      }
      const decision = policy.decide(proposal as unknown as AllocationProposal)
      if (!decision.accepted) return decision.violations
      held.set(category, Number(amount))
      return null
    })
    expectEnforced(outcome)
  })
})

describe.each(storageKinds)('the reference scenario in a book over $name', (kind) => {
  it('comes out exactly, from the settings of a new book to both reports', async () => {
    const { book, reopen } = await openTestBook(kind)
    expect(await book.settings.get()).toMatchObject(settings.default)
    expect(await book.settings.update(settings.updated)).toMatchObject(settings.updated)
    const ids = await createCategories(book)
    for (const month of scenarioMonths) {
      for (const { category, amount } of budgetsOf(month)) {
        await book.budgets.create({ categoryId: ids.get(category)!, month, amount })
      }
      for (const { category, ...expense } of expensesOf(month)) {
        await book.expenses.record({ categoryId: ids.get(category)!, ...expense })
      }
    }
    for (const month of scenarioMonths) {
      expectReport(await book.utilization(month), month)
      expectReport(await (await reopen()).utilization(month), month)
    }
    const { items } = await book.expenses.list({ month: '2026-02', categoryId: ids.get('Travel')! })
    const [flight] = expensesOf('2026-02').filter(({ category }) => category === 'Travel')
    expect(
      items.map(({ amount, date, description }) => ({ category: 'Travel', amount, date, description })),
    ).toEqual([flight])
  })

  it('is enforced exactly: what is refused is not there afterwards', async () => {
    const { book } = await openTestBook(kind, { allocationPolicy: enforcePolicy() })
    await book.settings.update(settings.updated)
    const ids = await createCategories(book)
    const outcome = await planFebruary(async (category, amount) => {
      const categoryId = ids.get(category)!
      const preview = await book.budgets.preview('2026-02', [{ categoryId, amount }])
      try {
        const { violations } = await book.budgets.create({ categoryId, month: '2026-02', amount })
        expect(preview).toEqual({ accepted: true, violations })
        return null
      } catch (error) {
        if (!isBudgetBookError(error, 'allocation_rejected')) throw error
        expect(preview).toEqual({ accepted: false, violations: error.details.violations })
        expect(error.message).toBe(rejected[category]?.message)
        return error.details.violations
      }
    })
    expectEnforced(outcome)
    const kept = await book.budgets.list({ month: '2026-02' })
    expect(kept.map(({ categoryId }) => categoryId)).toEqual(accepted.map((name) => ids.get(name)))
  })
})
