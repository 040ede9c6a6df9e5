import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BudgetBookError, createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { writeJournal, writeJournalStream, type JournalExpenseFields } from 'budgetbook/journal'
import { bookArbitrary, inOrder } from './books.js'
import { failureOf } from '../support/book/fixture.js'

const input = { settings: { currency: 'USD' }, categories: [{ id: 'a', name: 'Food' }], budgets: [] }

async function piecesOf(pieces: AsyncIterable<string>): Promise<string[]> {
  const list: string[] = []
  for await (const piece of pieces) list.push(piece)
  return list
}

async function* oneByOne<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items
}

/** The parts of a journal, in no order. */
const partsOf = (journal: string): string[] => journal.trim().split('\n\n').sort()

describe('writeJournalStream', () => {
  it('writes the text of writeJournal for hledger, and the same parts for beancount', async () => {
    await fc.assert(
      fc.asyncProperty(bookArbitrary(), async (book) => {
        const ordered = { ...book, expenses: inOrder(book.expenses) }
        const streamed = { ...ordered, expenses: oneByOne(ordered.expenses) }
        const hledger = await piecesOf(writeJournalStream(streamed, { format: 'hledger' }))
        expect(hledger.join('')).toBe(writeJournal(book, { format: 'hledger' }))
        const beancount = await piecesOf(writeJournalStream(ordered, { format: 'beancount' }))
        expect(partsOf(beancount.join(''))).toEqual(partsOf(writeJournal(book, { format: 'beancount' })))
      }),
    )
  })

  it('opens the accounts of beancount on the first day, whatever the order of expenses', async () => {
    const expenses = ['2026-02-20', '2026-02-10', '2026-02-15'].map((date) => ({
      ...{ categoryId: 'a', date, amount: '1' },
    }))
    const pieces = await piecesOf(writeJournalStream({ ...input, expenses }, { format: 'beancount' }))
    expect(pieces.join('').match(/^.* open .*$/gm)).toEqual([
      '2026-02-10 open Assets:Checking',
      '2026-02-10 open Expenses:Food USD',
    ])
  })

  it('gives pieces of some kilobytes, and reads no further than it must', async () => {
    let read = 0
    function* endless(): Generator<JournalExpenseFields> {
      for (;;) {
        read++
        yield { categoryId: 'a', date: '2026-02-14', amount: '1' }
      }
    }
    const pieces = writeJournalStream({ ...input, expenses: endless() }, { format: 'hledger' })
    const first = await pieces.next()
    expect(first.value?.length).toBeGreaterThan(8_000)
    expect(first.value?.length).toBeLessThan(64_000)
    expect(read).toBeLessThan(1_000)
    await pieces.return()
  })

  it('takes the expenses of an open book', async () => {
    const book = await openBudgetBook({ storage: createMemoryAdapter() })
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    await book.expenses.record({ categoryId, amount: '5', date: '2026-02-14', description: 'Lunch' })
    const pieces = writeJournalStream(
      {
        settings: await book.settings.get(),
        groups: await book.groups.list(),
        categories: await book.categories.list(),
        budgets: await book.budgets.list(),
        expenses: book.expenses.all(),
      },
      { format: 'hledger' },
    )
    expect((await piecesOf(pieces)).join('')).toBe(
      writeJournal(await book.exportBook(), { format: 'hledger' }),
    )
  })

  it('says which expense is wrong', async () => {
    const expenses = oneByOne([
      { categoryId: 'a', date: '2026-02-14', amount: '1' },
      { categoryId: 'a', date: '2026-02-30', amount: '1' },
    ])
    const failure = await failureOf(
      piecesOf(writeJournalStream({ ...input, expenses }, { format: 'hledger' })),
    )
    expect(failure).toMatchObject({
      code: 'invalid_input',
      details: { issues: [{ code: 'invalid_date', path: ['book', 'expenses', 1, 'date'] }] },
    })
  })

  it('passes an error of the book on, and makes one of any other', async () => {
    const full = new BudgetBookError('quota_exceeded', 'The storage is full', { bookId: 'default' })
    const fails = (error: Error) =>
      // eslint-disable-next-line require-yield
      (async function* (): AsyncGenerator<JournalExpenseFields> {
        throw error
      })()
    const failureWith = async (error: Error) =>
      failureOf(piecesOf(writeJournalStream({ ...input, expenses: fails(error) }, { format: 'hledger' })))
    expect(await failureWith(full)).toBe(full)
    const lost = new TypeError('connection lost')
    expect(await failureWith(lost)).toMatchObject({ code: 'invalid_input', cause: lost })
  })
})
