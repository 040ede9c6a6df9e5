import { describe, expect, it } from 'vitest'
import { openBudgetBook, type BookEvent, type BudgetBook } from 'budgetbook'
import type { CommitNotice } from 'budgetbook/adapter'
import { openTestBook } from '../support/book/fixture.js'
import { storageKinds } from '../support/storages/book-storages.js'
import { fillBook } from '../support/book/world.js'

interface Mutable {
  origin: string
  operationId: unknown
  source: unknown
  months: unknown[]
  changes: { ids: unknown[]; type: string }[]
}

/** What a listener of an app might do to an event, or of an adapter to a notice. */
const spoils: Record<string, (heard: Mutable) => void> = {
  origin: (heard) => (heard.origin = 'x'),
  source: (heard) => (heard.source = 'x'),
  operationId: (heard) => (heard.operationId = 'x'),
  months: (heard) => (heard.months.length = 0),
  'months as a whole': (heard) => (heard.months = []),
  changes: (heard) => (heard.changes.length = 0),
  'a change': (heard) => (heard.changes[0]!.type = 'x'),
  ids: (heard) => heard.changes[0]!.ids.push('x'),
}

function spoil(heard: BookEvent | CommitNotice): void {
  for (const change of Object.values(spoils)) {
    try {
      change(heard as unknown as Mutable)
    } catch {
      // It is frozen. What it tells the next listener shows that.
    }
  }
}

function listen(book: BudgetBook): BookEvent[] {
  const events: BookEvent[] = []
  book.subscribe(spoil)
  book.subscribe((event) => events.push(event))
  return events
}

describe.each(storageKinds)('a listener in $name', (kind) => {
  it('cannot change what the next one hears', async () => {
    const { book, storage, stored } = await openTestBook(kind)
    const { food } = await fillBook(book)
    storage.subscribe?.('default', spoil)
    const second = await openBudgetBook({ storage })
    const [local, remote] = [listen(book), listen(second)]
    const { id } = await book.expenses.record({ categoryId: food.id, amount: 1, date: '2026-02-01' })
    const event = {
      operationId: null,
      months: ['2026-02'],
      changes: [{ type: 'expense', action: 'created', ids: [id] }],
    }
    expect(local).toEqual([{ ...event, origin: 'local' }])
    expect(remote).toEqual([{ ...event, origin: 'remote' }])
    await book.settings.changeMonthStart(25)
    await storage.deleteBook('default')
    const rest = { operationId: null, months: 'all', changes: 'unknown' }
    expect(local.slice(1)).toEqual([
      { ...rest, origin: 'local' },
      { ...rest, origin: 'remote' },
    ])
    expect(remote.slice(1)).toEqual([
      { ...rest, origin: 'remote' },
      { ...rest, origin: 'remote' },
    ])
    expect((await stored()).expenses).toEqual([])
  })
})
