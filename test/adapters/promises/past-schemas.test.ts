import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, openBudgetBook, type BookDocument, type StorageAdapter } from 'budgetbook'
import { asBefore, contentsIn } from './schemas/books.js'
import { readFixture, storedForms } from './schemas/forms.js'

/*
 * What past versions of the package stored, byte for byte. A folder is added when a schema changes, and none is ever
 * changed or removed: users have such data. The tests in `schemas` try more with a richer book.
 */

const schemas = ['schema-1.0']

async function documentOf(schema: string): Promise<StorageAdapter> {
  const adapter = createMemoryAdapter()
  await (await openBudgetBook({ storage: adapter })).importBook(readFixture(`${schema}/document`))
  return adapter
}

const sources = [
  ...storedForms.map(({ name, file, place }) => ({
    source: name,
    openOf: async (schema: string) => (await place(readFixture(`${schema}/${file}`))).newer(),
  })),
  { source: 'the document', openOf: documentOf },
]

describe.each(schemas)('a book of %s', (schema) => {
  it.each(sources)('in $source is read as it was, and can be written on', async ({ source, openOf }) => {
    const book = await openBudgetBook({ storage: await openOf(schema) })
    const document = readFixture(`${schema}/document`) as BookDocument
    expect(asBefore(contentsIn(await book.exportBook()))).toBe(asBefore(contentsIn(document)))
    const [food] = document.categories
    const report = await book.utilization('2026-01')
    expect(report.summary).toMatchObject({
      totalBudget: '100.500',
      totalSpent: '12.345',
      utilizationPercent: 12.28,
    })
    const { id } = await book.expenses.record({ categoryId: food!.id, amount: '0.001', date: '2026-02-02' })
    expect((await book.expenses.list({ month: '2026-02' })).items.map((expense) => expense.id)).toContain(id)
    await expect(
      book.expenses.record({ categoryId: food!.id, amount: '1', date: '2026-01-02' }),
    ).rejects.toMatchObject({ code: 'month_closed' })
    // Operation ids are kept with the storage, not in the document.
    if (source === 'the document') return
    const first = await book.categories.create(
      { name: 'Café', metadata: { icon: 'cup' } },
      { operationId: 'first category' },
    )
    expect(asBefore(first)).toBe(asBefore(food))
  })
})
