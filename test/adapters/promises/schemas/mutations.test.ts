import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, type BookDocument, type BudgetBook, type StorageAdapter } from 'budgetbook'
import { callMethod, mutations } from '../../../support/book/methods.js'
import { contentsIn, countSteps, figuresOf, openBook, outcomeOf } from './books.js'
import { readFixture, storedForms } from './forms.js'

const folder = 'schema-1.0/rich'
const document = readFixture(`${folder}/document`) as BookDocument

type Call = readonly [method: string, ...input: unknown[]]

/** Calls of every method that changes something. They touch each entity that has a field that nobody knows. */
const calls: readonly Call[] = [
  ['months.reopen', '2026-01'],
  ['settings.update', { monthlyLimit: '2000.00' }],
  ['groups.create', { name: 'Home', metadata: { icon: 'house' } }],
  ['groups.create', { name: 'Fun' }],
  ['groups.update', 'step 4 id 1', { name: 'Leisure' }],
  ['groups.move', 'step 4 id 1', { before: 'step 3 id 1' }],
  ['groups.create', { name: 'A mistake' }],
  ['groups.remove', 'step 7 id 1'],
  ['categories.update', 'c/1 ü', { name: 'Café', groupId: 'step 4 id 1' }],
  ['categories.update', 'c 3', { rollover: { from: '2026-01', cap: '50.00', opening: '-1.00' } }],
  ['categories.create', { name: 'Café', groupId: 'step 3 id 1', rollover: { from: '2026-02' } }],
  ['categories.create', { name: 'Another mistake' }],
  ['categories.remove', 'step 12 id 1'],
  ['categories.move', 'c-4', { before: 'c/1 ü' }],
  ['categories.restore', 'c 3'],
  ['categories.archive', 'c/1 ü'],
  ['categories.restore', 'c/1 ü'],
  ['budgets.update', 'b-1', { amount: '333.33' }],
  ['budgets.create', { categoryId: 'c-4', month: '2026-01', amount: '12' }],
  ['budgets.remove', 'step 19 id 1'],
  ['budgets.allocate', '2026-05', [{ categoryId: 'c/1 ü', amount: '10' }]],
  ['budgets.copy', { from: '2026-05', to: '2026-06' }],
  ['expenses.record', { categoryId: 'c 3', amount: '1.00', date: '2026-02-24' }],
  [
    'expenses.recordMany',
    [
      { categoryId: 'c-4', original: { amount: '25.00', currency: 'CHF', rate: '1.04' }, date: '2026-03-25' },
      { categoryId: 'c/1 ü', amount: '-2.00', date: '2026-03-24' },
    ],
  ],
  ['expenses.update', 'E-1', { amount: '13.00', date: '2026-01-25' }],
  ['expenses.update', '🏔-6', { original: { amount: '0.02', currency: 'EUR', rate: '1.1' } }],
  ['expenses.remove', 'step 23 id 1'],
  ['expenses.spend', { categoryId: 'c 3', amount: '1.00', date: '2026-02-24' }],
  ['holds.place', { categoryId: 'c-4', amount: '5.00', date: '2026-03-24', metadata: { card: 'blue' } }],
  ['holds.place', { categoryId: 'c-4', amount: '6.00', date: '2026-08-01' }],
  [
    'holds.place',
    { categoryId: 'c-4', amount: '7.00', date: '2026-03-25', expiresAt: '2099-01-01T00:00:00.000Z' },
  ],
  ['holds.commit', 'step 29 id 1', { amount: '4.00', date: '2026-02-25' }],
  ['holds.release', 'step 30 id 1'],
  [
    'expenses.importRows',
    {
      currency: document.settings.currency,
      fresh: [
        {
          row: { date: '2026-02-24', amount: '1.00' },
          expense: {
            categoryId: 'c 3',
            amount: '1.00',
            date: '2026-02-24',
            metadata: { import: { source: 'giro', key: 'giro|2026-02-24|1.00|' } },
          },
          expenseId: 'import-0',
        },
      ],
    },
  ],
  ['categories.merge', { from: 'c-4', into: '__proto__' }],
  ['settings.changeMonthStart', 3],
  ['settings.changeCurrency', { to: 'EUR', rate: '0.9' }],
  ['months.close', '2026-01'],
]

/** Makes the calls, from the first or from a later one on. */
async function makeCalls(open: () => StorageAdapter, from = 0, to = calls.length): Promise<unknown[]> {
  const steps = countSteps()
  let book: BudgetBook | null = null
  const answers: unknown[] = []
  for (const [index, [method, ...input]] of calls.entries()) {
    steps.next()
    if (index < from || index >= to) continue
    book ??= await openBook('newer', open(), steps)
    answers.push(await callMethod(book, method, input))
  }
  return answers
}

async function importedAdapter(): Promise<StorageAdapter> {
  const adapter = createMemoryAdapter()
  await (await openBook('newer', adapter)).importBook(document)
  return adapter
}

async function seenIn(storage: StorageAdapter) {
  const book = await openBook('newer', storage)
  const { totals, totalsOfYear, ...figures } = await figuresOf(book)
  return {
    ...figures,
    totals: [totals, totalsOfYear],
    document: contentsIn(await book.exportBook()),
  }
}

function expectUnknownKept(seen: Awaited<ReturnType<typeof seenIn>>): void {
  expect(seen.settings).toMatchObject({ firstWeekday: { day: 'monday' } })
  expect(seen.categories.find(({ id }) => id === 'c/1 ü')).toMatchObject({ colour: '#c0ffee' })
  expect(seen.categories.find(({ id }) => id === 'c 3')).toMatchObject({ colour: null })
  expect(seen.budgets.find(({ id }) => id === 'b-1')).toMatchObject({ notes: ['half', { by: 'us' }] })
  expect(seen.expenses.find(({ id }) => id === 'E-1')).toMatchObject({
    payee: { name: 'Ærø', tags: [] },
  })
}

const later = calls.findIndex(([method]) => method === 'expenses.record')

it('the calls are of every method that changes something', () => {
  const made = new Set(calls.map(([method]) => method))
  const missing = mutations.map(({ method }) => method).filter((method) => !made.has(method))
  expect(missing).toEqual(['importBook'])
})

describe.each(storedForms)('a book of schema 1.0 in $name', ({ file, place }) => {
  it('takes every change as the same book that is imported does, by one client or two', async () => {
    const expected = await importedAdapter()
    const answers = await makeCalls(() => expected)
    const { newer } = await place(readFixture(`${folder}/${file}`))
    const first = await makeCalls(newer, 0, later)
    const second = await makeCalls(newer, later)
    expect([...first, ...second]).toEqual(answers)
    const seen = await seenIn(newer())
    expect(seen).toEqual(await seenIn(expected))
    expectUnknownKept(seen)
  })

  it.each(calls.map(([method], index) => ({ index, method })))(
    'keeps the fields that nobody knows after call $index, $method, as the first write',
    async ({ index }) => {
      const { newer } = await place(readFixture(`${folder}/${file}`))
      const expected = await importedAdapter()
      const [method, ...input] = calls[index]!
      const alone = async (storage: StorageAdapter) => {
        const book = await openBook('newer', storage)
        return outcomeOf(callMethod(book, method, input))
      }
      expect(await alone(newer())).toEqual(await alone(expected))
      const seen = await seenIn(newer())
      expect(seen).toEqual(await seenIn(expected))
      expectUnknownKept(seen)
    },
  )
})
