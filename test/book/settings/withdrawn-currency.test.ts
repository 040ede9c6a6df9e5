import { describe, expect, it } from 'vitest'
import type { BookDocument, BudgetBook } from 'budgetbook'
import { checksum } from '../../../src/lib/checksum.js'
import { canonicalJson } from '../../../src/lib/canonical-json.js'
import { openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

/** A document of a book that was kept in a currency before it was withdrawn. */
function inCurrency({ checksum: _, ...document }: BookDocument, currency: string): unknown {
  const body = { ...document, settings: { ...document.settings, currency } }
  return { ...body, checksum: checksum(canonicalJson(body)) }
}

async function bookInKuna(book: BudgetBook): Promise<string> {
  await book.settings.update({ currency: 'EUR', monthlyLimit: '100.00' })
  const { id: categoryId } = await book.categories.create({ name: 'Food' })
  await book.budgets.create({ categoryId, month: '2026-02', amount: '60.00' })
  await book.importBook(inCurrency(await book.exportBook(), 'HRK'))
  return categoryId
}

describe.each(storageKinds)('a book in a withdrawn currency, in $name', (kind) => {
  it('can be imported, stays usable, and shows every figure', async () => {
    const { book } = await openTestBook(kind)
    const categoryId = await bookInKuna(book)
    await book.expenses.record({ categoryId, date: '2026-02-03', amount: '21.000000' })
    await book.budgets.allocate('2026-02', [{ categoryId, amount: '42' }])
    const { currency, summary, compliance } = await book.utilization('2026-02')
    expect([currency, summary.totalSpent, summary.utilizationPercent]).toEqual(['HRK', '21.00', 50])
    expect(compliance.monthlyLimit).toBe('100.00')
  })

  it('takes its own currency again, together with other settings', async () => {
    const { book } = await openTestBook(kind)
    await bookInKuna(book)
    expect(await book.settings.update({ currency: 'HRK', monthlyLimit: '50' })).toMatchObject({
      currency: 'HRK',
      monthlyLimit: '50.00',
    })
  })

  it('can be changed to one in use', async () => {
    const { book } = await openTestBook(kind)
    await bookInKuna(book)
    await book.settings.changeCurrency({ to: 'EUR', rate: '0.132723' })
    expect((await book.settings.get()).monthlyLimit).toBe('13.27')
  })
})
