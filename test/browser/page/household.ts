import { enforcePolicy, openBudgetBook, type BudgetBook, type Utilization } from '../../../src/index.js'
import type { Place } from '../place.js'
import { withAdapter } from './adapters.js'

const month = '2026-02'

async function withBook<Result>(place: Place, work: (book: BudgetBook) => Promise<Result>): Promise<Result> {
  return withAdapter(place, async (storage) =>
    work(await openBudgetBook({ storage, allocationPolicy: enforcePolicy() })),
  )
}

/** Does a bit of everything that a household does with its book. */
async function keepHousehold(place: Place): Promise<void> {
  await withBook(place, async (book) => {
    await book.settings.update({ currency: 'USD', monthlyLimit: 5_000 })
    const travel = await book.categories.create({ name: 'Travel' })
    const food = await book.categories.create({ name: 'Food' })
    await book.budgets.allocate(month, [
      { categoryId: travel.id, amount: 2_000 },
      { categoryId: food.id, amount: 1_500 },
    ])
    await book.expenses.record({ categoryId: travel.id, amount: '1550.00', date: '2026-02-14' })
    const wrong = await book.expenses.record({ categoryId: food.id, amount: '99.99', date: '2026-01-31' })
    await book.expenses.update(wrong.id, { date: '2026-02-01' })
    await book.months.close('2026-01')
    await book.importBook(await book.exportBook())
  })
}

/** The household's report. */
async function reportHousehold(place: Place): Promise<Utilization> {
  return withBook(place, async (book) => book.utilization(month))
}

export const household = { keepHousehold, reportHousehold }
