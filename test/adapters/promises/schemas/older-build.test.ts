import { describe, expect, it } from 'vitest'
import type { BudgetBook } from 'budgetbook'
import { contentsIn, countSteps, figuresOf, openBook, withoutHolds } from './books.js'
import { firstCalls, makeCall, makeCalls, newerCalls, type Call } from './calls.js'
import { sharedForms, type StoredForm } from './forms.js'

/*
 * The build that wrote schema 1.0 beside the current one. It is bundled in `test/fixtures/schema-1.0/older-build.mjs`.
 */

/** Storage with a book that uses all that came later, and both builds, which have it open. */
async function setUp({ place }: StoredForm) {
  const clients = await place()
  const steps = countSteps()
  const newer = await openBook('newer', clients.newer(), steps)
  const older = await openBook('older', clients.older(), steps)
  await makeCalls(newer, [...firstCalls, ...newerCalls], steps)
  return { clients, steps, newer, older }
}

/** All that the older build does not know. */
async function laterPartsOf(book: BudgetBook) {
  const categories = await book.categories.list({ includeArchived: true })
  const { items } = await book.expenses.list({ limit: 100 })
  const { holds } = await book.exportBook()
  return {
    holds,
    groups: await book.groups.list(),
    categories: categories.map(({ id, groupId, rollover }) => ({ id, groupId, rollover })),
    originals: Object.fromEntries(items.map(({ id, original }) => [id, original])),
  }
}

/** What the older build does, one after the other. */
const olderCalls: readonly Call[] = [
  ['expenses.record', { categoryId: 'step 5 id 1', amount: '3.00', date: '2026-02-14' }],
  ['expenses.update', 'step 20 id 1', { amount: '27.00', description: 'Fees', metadata: { by: 'older' } }],
  ['expenses.update', 'step 9 id 1', { date: '2026-02-25', categoryId: 'step 6 id 1' }],
  ['categories.update', 'step 5 id 1', { name: 'Amusement' }],
  ['categories.archive', 'step 4 id 1'],
  ['categories.restore', 'step 4 id 1'],
  ['budgets.create', { categoryId: 'step 6 id 1', month: '2026-02', amount: '20.00' }],
  ['budgets.update', 'step 7 id 1', { amount: '150.00' }],
  ['budgets.copy', { from: '2026-02', to: '2026-03' }],
  ['budgets.allocate', '2026-04', [{ categoryId: 'step 3 id 1', amount: '10.00' }]],
  ['settings.update', { monthlyLimit: '900.00' }],
  ['settings.update', { monthlyLimit: null }],
  ['settings.changeMonthStart', 1],
  ['months.close', '2026-01'],
  ['months.reopen', '2026-01'],
  ['budgets.remove', 'step 7 id 2'],
  ['expenses.remove', 'step 24 id 1'],
  ['settings.changeCurrency', { to: 'EUR', rate: '0.9' }],
]

// What stands in an answer of the newer build, and not in one of the older.
const laterFields = new Set(['groupId', 'rollover', 'original', 'groups', 'holds'])

/** An answer without the fields that came later. The older build gives them to its callers, where they are used. */
function withoutLater(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (key, field: unknown) => (laterFields.has(key) ? undefined : field)),
  )
}

describe.each(sharedForms)('a book in $name that uses all that came later', (form) => {
  it('has the same figures in the older build', async () => {
    const { newer, older } = await setUp(form)
    const figures = await figuresOf(newer)
    expect(figures.categories.map(({ name }) => name)).toEqual(['Gifts', 'Food', 'Fun', 'Rent'])
    expect(figures.expenses.filter(({ original }) => original !== null)).toHaveLength(2)
    const found = await figuresOf(older)
    expect(withoutLater(found)).toEqual(withoutLater(withoutHolds(figures)))
    const { utilization } = withoutHolds(figures) as Pick<typeof figures, 'utilization'>
    expect(JSON.stringify(withoutLater(found.utilization))).toBe(JSON.stringify(withoutLater(utilization)))
    expect(withoutLater(contentsIn(await older.exportBook()))).toEqual(
      withoutLater(contentsIn(await newer.exportBook())),
    )
  })

  it('loses nothing of it, whatever the older build writes', async () => {
    const { clients, steps, newer, older } = await setUp(form)
    const before = await laterPartsOf(newer)
    const recorded = `step ${steps.count + 1} id 1`
    for (const call of olderCalls) {
      steps.next()
      await makeCall(older, call, steps)
      for (const book of [newer, await openBook('newer', clients.newer())]) {
        const { originals, ...found } = await laterPartsOf(book)
        const { [recorded]: _, ...others } = originals
        expect({ ...found, originals: others }, call[0]).toEqual(before)
      }
      expect(withoutLater(withoutHolds(await figuresOf(newer))), call[0]).toEqual(
        withoutLater(await figuresOf(older)),
      )
    }
    steps.next()
    await makeCall(older, ['categories.create', { name: 'Last' }], steps)
    const { categories } = await laterPartsOf(newer)
    expect(categories).toEqual([
      ...before.categories,
      { id: `step ${steps.count} id 1`, groupId: null, rollover: null },
    ])
  })

  it('is changed by both builds in turn', async () => {
    const { clients, steps, newer, older } = await setUp(form)
    const before = await laterPartsOf(newer)
    for (let turn = 1; turn <= 5; turn++) {
      const day = `2026-02-0${turn}`
      await makeCalls(
        older,
        [
          ['expenses.record', { categoryId: 'step 3 id 1', amount: `${turn}.00`, date: day }],
          ['categories.update', 'step 3 id 1', { name: `Food ${turn}` }],
        ],
        steps,
      )
      await makeCalls(
        newer,
        [
          ['categories.move', 'step 6 id 1', { before: turn % 2 === 0 ? 'step 3 id 1' : null }],
          ['groups.update', 'step 12 id 1', { metadata: { turn } }],
        ],
        steps,
      )
    }
    const fresh = await openBook('newer', clients.newer())
    const after = await laterPartsOf(fresh)
    expect(after.groups.map(({ name, metadata }) => [name, metadata])).toEqual([
      ['Leisure', {}],
      ['Home', { turn: 5 }],
    ])
    expect(after.categories.map(({ id }) => id)).toEqual([
      'step 3 id 1',
      'step 5 id 1',
      'step 4 id 1',
      'step 6 id 1',
    ])
    expect(after.originals).toMatchObject(before.originals)
    const { categories } = await fresh.utilization('2026-01')
    expect(categories[0]).toMatchObject({ name: 'Food 5', groupId: 'step 12 id 1', spent: '27.50' })
    expect(withoutLater(await figuresOf(older))).toEqual(withoutLater(withoutHolds(await figuresOf(fresh))))
  })

  it('gets every expense that both builds record at the same time', async () => {
    const { clients, newer } = await setUp(form)
    const before = await laterPartsOf(newer)
    const books = await Promise.all([
      openBook('newer', clients.newer(), countSteps(100)),
      openBook('older', clients.older(), countSteps(200)),
    ])
    await Promise.all(
      books.map(async ({ expenses }) => {
        for (let round = 0; round < 20; round++)
          await expenses.record({ categoryId: 'step 6 id 1', amount: '0.01', date: '2026-02-25' })
      }),
    )
    const fresh = await openBook('newer', clients.newer())
    const { unbudgeted } = await fresh.utilization('2026-02')
    expect(unbudgeted).toMatchObject([{ spent: '10.39', expenseCount: 41 }])
    const { originals, ...after } = await laterPartsOf(fresh)
    expect(Object.keys(originals)).toHaveLength(Object.keys(before.originals).length + 40)
    expect({ ...after, originals }).toMatchObject(before)
  })
})
