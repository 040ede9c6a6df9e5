// Each report says what the book says: the names are those of the API, and the digits are the same.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, type BudgetBookError } from 'budgetbook'
import type { BookContents } from 'budgetbook/adapter'
import { bookContentsArbitrary } from 'budgetbook/testing'
import { commitOptions } from '../../../src/testing/conformance/commits.js'
import { paceOf, reportOf, rolloverOf, totalsOf } from '../harness/expected-reports.js'
import { seed } from '../harness/seed.js'
import { testApi } from '../harness/test-api.js'

const now = () => new Date('2026-02-14T09:30:00.000Z')

// One for all runs, because it takes long to make its document.
const storage = createMemoryAdapter()
const texts = testApi({ storage, reportAmounts: 'string', book: { now } })
const numbers = testApi({ storage, reportAmounts: 'number', book: { now } })
let users = 0

/** A user whose book has these contents. */
async function userWith(contents: BookContents): Promise<string> {
  const user = `user${++users}`
  await storage.replace(user, () => ({ contents, receipt: {} }), commitOptions())
  return user
}

// Amounts as text become numbers with the same digits, and percentages get a decimal.
const amountKeys = [
  ...['budget', 'spent', 'remaining', 'available', 'carried_in', 'carried_out', 'dropped', 'expected'],
  ...[
    'held',
    'free',
    'ahead',
    'upcoming',
    'projected',
    'per_day',
    'total_budget',
    'total_spent',
    'total_remaining',
  ],
].join('|')
const inNumbers = (text: string): string =>
  text.replaceAll(new RegExp(`"(${amountKeys})":"(-?[\\d.]+)"`, 'g'), '"$1":$2')
const withDecimals = (text: string): string =>
  text.replaceAll(/"((?:overall_)?utilization_percent|days_ahead)":(-?\d+)(?=[,}])/g, '"$1":$2.0')

/** The months that a book holds something in, and one that it holds nothing in. */
const monthsOf = ({ budgets, expenses, holds }: BookContents): string[] => [
  ...new Set([...budgets, ...expenses, ...holds].map(({ month }) => month as string)),
  '2026-07',
]

describe('a report of a book with anything in it', () => {
  const asked = fc.record({
    contents: bookContentsArbitrary(),
    minDays: fc.integer({ min: 0, max: 31 }),
    isFixed: fc.boolean(),
  })

  it('says what the book says, with amounts as text and as numbers of the same digits', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ contents, minDays, isFixed }) => {
        const user = await userWith(contents)
        const book = await texts.bookOf(user)
        // No request can name a category with such an id.
        const [category] = contents.categories.filter(({ id }) => id !== '.' && id !== '..')
        const shapes = category && isFixed ? [{ categoryId: category.id, shape: 'fixed' as const }] : []
        const upcoming = shapes.map(({ categoryId }) => ({ categoryId, amount: '7', date: '2026-02-20' }))
        const body = {
          min_days: minDays,
          shapes: shapes.map(({ categoryId, shape }) => ({ category: categoryId, shape })),
          upcoming: upcoming.map(({ categoryId, ...rest }) => ({ category: categoryId, ...rest })),
        }
        for (const month of monthsOf(contents)) {
          for (const [method, address, expected, question] of [
            ['GET', `/api/budgets/budgets/utilization/?month=${month}`, async () => reportOf(book, month)],
            ['GET', `/api/reports/rollover/?month=${month}`, async () => rolloverOf(book, month)],
            [
              'GET',
              `/api/reports/pace/?month=${month}&min_days=${minDays}`,
              async () => paceOf(book, month, { minDays }),
            ],
            [
              'POST',
              '/api/reports/pace/',
              async () => paceOf(book, month, { minDays, shapes, upcoming }),
              { month, ...body },
            ],
          ] as const) {
            const sent = question ? { user, body: question } : { user }
            const answered = await texts.ask(method, address, sent)
            // A rule that began a hundred years ago is refused by the book too.
            const wanted = await expected().catch((error: unknown) => (error as BudgetBookError).code)
            if (typeof wanted === 'string') {
              expect([answered.status, answered.json.code]).toEqual([400, wanted])
              continue
            }
            const text = withDecimals(JSON.stringify(wanted))
            expect([answered.status, answered.text]).toEqual([200, text])
            expect((await numbers.ask(method, address, sent)).text).toBe(inNumbers(text))
          }
        }
      }),
      { numRuns: 100 },
    )
  })

  it('of totals says what the book says, of all months and of a range', async () => {
    await fc.assert(
      fc.asyncProperty(bookContentsArbitrary(), async (contents) => {
        const user = await userWith(contents)
        const book = await numbers.bookOf(user)
        const all = await numbers.ask('GET', '/api/totals/', { user })
        expect([all.status, all.json]).toEqual([200, { message: 'Totals', data: await totalsOf(book, {}) }])
        for (const month of monthsOf(contents)) {
          const { json } = await numbers.ask('GET', `/api/totals/?from=${month}&to=${month}-01`, { user })
          expect(json.data).toEqual(await totalsOf(book, { from: month, to: month }))
          const later = await numbers.ask('GET', `/api/totals/?from=${month}`, { user })
          expect(later.json.data).toEqual(await totalsOf(book, { from: month }))
        }
      }),
      { numRuns: 100 },
    )
  })
})

it('a report is of the current month of the book where none is named', async () => {
  const api = testApi({ book: { now } })
  await seed(api)
  for (const [method, address] of [
    ['GET', '/api/reports/rollover/'],
    ['GET', '/api/reports/pace/'],
    ['POST', '/api/reports/pace/'],
  ] as const) {
    const { status, json } = await api.ask(method, address, method === 'POST' ? { body: {} } : {})
    expect([status, json.month]).toEqual([200, '2026-02'])
  }
})

it('totals say where statuses begin, if the host chose that', async () => {
  const thresholds = { warning: 50, overBudgetWhen: 'reached' } as const
  const { ask } = testApi({ book: { thresholds } })
  expect((await ask('GET', '/api/totals/')).json.data.thresholds).toEqual({
    warning: 50,
    over_budget_when: 'reached',
  })
})

it('the lines of a report name their group once a category of the book is in one', async () => {
  const api = testApi()
  const { category } = await seed(api)
  const linesOf = async () => {
    const { json } = await api.ask('GET', '/api/budgets/budgets/utilization/?month=2026-02')
    return json.data as Record<string, unknown>[]
  }
  expect(Object.keys((await linesOf())[0] ?? {})).not.toContain('group_id')
  const { json } = await api.ask('POST', '/api/groups/create/', { body: { name: 'Home' } })
  const group = json.data.id as string
  expect(Object.keys((await linesOf())[0] ?? {})).not.toContain('group_id')
  const other = await api.ask('POST', '/api/budgets/create/', { body: { name: 'Rent', group } })
  expect(await linesOf()).toMatchObject([{ category_id: category, group_id: null }])
  const body = { category: other.json.data.id, month: '2026-02', amount: 1 }
  await api.ask('POST', '/api/budgets/budgets/create/', { body })
  expect(await linesOf()).toMatchObject([{ group_id: null }, { group_id: group }])
})

it('a report is refused with the name of the field', async () => {
  const api = testApi()
  const { category } = await seed(api)
  for (const [query, fields] of [
    ['totals/?from=2026-03&to=2026-02', ['to']],
    ['totals/?from=1900-01&to=2026-02', ['to']],
    ['totals/?from=x&to=2026-02-15', ['from', 'to']],
    ['totals/?month=2026-02', ['month']],
    ['reports/rollover/?month=x', ['month']],
    ['reports/pace/?min_days=32', ['min_days']],
    ['reports/pace/?min_days=1e1', ['min_days']],
    ['reports/pace/?minDays=3', ['minDays']],
  ] as const) {
    const { status, json } = await api.ask('GET', `/api/${query}`)
    expect([query, status, Object.keys(json.error)]).toEqual([query, 400, fields])
  }
  const shape = { category, shape: 'fixed' }
  const coming = { category, amount: 1, date: '2026-02-20' }
  for (const [body, fields] of [
    [{ min_days: -1 }, ['min_days']],
    [{ min_days: '3' }, ['min_days']],
    [{ shapes: {} }, ['shapes']],
    [{ shapes: [{ category }] }, ['shapes.0.shape']],
    [{ shapes: [{ ...shape, shape: 'weekly' }] }, ['shapes.0.shape']],
    [{ shapes: [shape, shape] }, ['shapes.1.category']],
    [{ shapes: [{ ...shape, category: 'none' }] }, ['shapes.0.category']],
    [{ upcoming: [coming, { ...coming, amount: -1 }] }, ['upcoming.1.amount']],
    [{ upcoming: [{ ...coming, amount: '0.001' }] }, ['upcoming.0.amount']],
    [{ upcoming: [{ ...coming, date: '2026-02-30' }] }, ['upcoming.0.date']],
    [{ upcoming: [{ ...coming, category: 'none' }] }, ['upcoming.0.category']],
    [{ expenses: [] }, ['expenses']],
  ] as const) {
    const { status, json } = await api.ask('POST', '/api/reports/pace/', { body })
    expect([body, status, Object.keys(json.error)]).toEqual([body, 400, fields])
  }
  const body = { shapes: [{ ...shape, category: 'zz' }] }
  const { json } = await api.ask('POST', '/api/reports/pace/', { body })
  expect(json.details.issues[0]).toMatchObject({
    path: ['shapes', 0, 'category'],
    params: { category: 'zz' },
  })
})
