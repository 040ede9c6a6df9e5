import { isTooLarge } from '../conversion.js'
import { viewOf } from './shown-category.js'
import { found, isClosed, monthIn, Reasons, remove, touch, type Model } from '../state.js'

/** Making one category of two, as the plain model does it. */

interface Input {
  readonly from: string
  readonly into: string
}

/** `categories.merge`. */
export function merge(model: Model, [{ from, into }]: [Input]): () => object {
  const { state } = model
  new Reasons().when(from === into, 'invalid_input').settle()
  const going = found(state.categories, from)
  const { archived } = found(state.categories, into)
  const budgets = state.budgets.filter(({ categoryId }) => categoryId === from)
  const expenses = state.expenses.filter(({ categoryId }) => categoryId === from)
  const months = [...budgets.map(({ month }) => month), ...expenses.map(({ date }) => monthIn(state, date))]
  new Reasons()
    .when(archived, 'category_archived')
    .when(
      months.some((month) => isClosed(state, month)),
      'month_closed',
    )
    .settle()
  const partnerOf = (month: string) =>
    state.budgets.find((one) => one.categoryId === into && one.month === month)
  const sums = budgets.map(({ month, units }) => units + (partnerOf(month)?.units ?? 0n))
  new Reasons()
    .when(
      sums.some((sum) => isTooLarge(sum, state.currency)),
      'invalid_input',
    )
    .settle()
  for (const budget of budgets) {
    const partner = partnerOf(budget.month)
    if (!partner) touch(model, budget, { categoryId: into })
    else {
      Object.assign(partner, { units: partner.units + budget.units, updatedAt: model.now })
      remove(state.budgets, budget)
    }
  }
  const holds = state.holds.filter(({ categoryId }) => categoryId === from)
  for (const entry of [...expenses, ...holds]) touch(model, entry, { categoryId: into })
  remove(state.categories, going)
  return viewOf(model, into)
}
