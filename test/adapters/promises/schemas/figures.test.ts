import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, type BookDocument } from 'budgetbook'
import { callMethod } from '../../../support/book/methods.js'
import { asBefore, contentsIn, figuresOf, inOneOrder, openBook } from './books.js'
import { readFixture, storedForms, type Place, type StoredForm } from './forms.js'

/*
 * A rich book of schema 1.0, in each form in which the build of then stored it, and what that build answered about it.
 */

const folder = 'schema-1.0/rich'

interface Repeated {
  readonly method: string
  readonly input: readonly unknown[]
  readonly operationId: string
  readonly result?: unknown
  readonly refusal?: string
}

const { operations, ...stored } = readFixture(`${folder}/figures`) as {
  readonly operations: readonly Repeated[]
} & Awaited<ReturnType<typeof figuresOf>>
const figures = {
  ...stored,
  totals: inOneOrder(stored.totals),
  totalsOfYear: inOneOrder(stored.totalsOfYear),
}
const document = readFixture(`${folder}/document`) as BookDocument

async function storedIn({ file, place }: StoredForm): Promise<Place> {
  return place(readFixture(`${folder}/${file}`))
}

async function importedPlace(): Promise<Pick<Place, 'newer' | 'bytes'>> {
  const adapter = createMemoryAdapter()
  await (await openBook('newer', adapter)).importBook(document)
  return { newer: () => adapter, bytes: async () => '' }
}

const sources = [
  ...storedForms.map((form) => ({ name: form.name, open: async () => storedIn(form) })),
  { name: 'its document, imported', open: importedPlace },
]

describe.each(sources)('a book of schema 1.0 in $name', ({ name, open }) => {
  it('gives every figure that it gave then, in the same order, and is not written by it', async () => {
    const { newer, bytes } = await open()
    const before = await bytes()
    const book = await openBook('newer', newer())
    const found = await figuresOf(book)
    // Byte for byte. A report says besides that nothing is held, and no other field came later without groups.
    expect(asBefore(found.utilization)).toBe(JSON.stringify(figures.utilization, null, 2))
    for (const part of ['months', 'budgets', 'settings'] as const)
      expect(JSON.stringify(found[part], null, 2), part).toBe(JSON.stringify(figures[part], null, 2))
    expect(asBefore(found)).toBe(asBefore(figures))
    expect(await bytes()).toBe(before)
  })

  it('has nothing in the fields that came later', async () => {
    const { newer } = await open()
    const book = await openBook('newer', newer())
    expect(await book.groups.list()).toEqual([])
    const { categories, expenses } = await figuresOf(book)
    expect(categories.map(({ groupId, rollover }) => [groupId, rollover])).toEqual(
      categories.map(() => [null, null]),
    )
    expect(expenses.map(({ original }) => original)).toEqual(expenses.map(() => null))
  })

  it('is exported with the contents that it had then', async () => {
    const { newer } = await open()
    const exported = await (await openBook('newer', newer())).exportBook()
    expect(asBefore(contentsIn(exported))).toBe(asBefore(contentsIn(document)))
    const place = await importedPlace()
    const other = await openBook('newer', place.newer())
    await other.importBook(JSON.parse(JSON.stringify(exported)))
    expect(asBefore(await figuresOf(other))).toBe(asBefore(figures))
  })

  // Operation ids are kept with the storage, not in the document.
  if (name === 'its document, imported') return
  it.each(operations)('answers $operationId again as it did then', async (operation) => {
    const { method, input, operationId, result, refusal } = operation
    const { newer, bytes } = await open()
    const before = await bytes()
    const book = await openBook('newer', newer())
    const given = input.map((value) =>
      value === 'imported-document.json' ? readFixture(`${folder}/imported-document`) : value,
    )
    const answer = callMethod(book, method, [...given, { operationId }])
    if (refusal !== undefined) await expect(answer).rejects.toMatchObject({ code: refusal })
    else expect(asBefore((await answer) ?? null)).toBe(asBefore(result))
    expect(await bytes()).toBe(before)
  })
})
