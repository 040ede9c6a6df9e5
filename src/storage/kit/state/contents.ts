import { scaleOf } from '../../../money/currency.js'
import type { Month } from '../../../calendar/month.js'
import { defaultSettings } from '../../../model/settings.js'
import type { BookContents, Head, MonthState } from '../../view.js'
import type { StoredExpense } from '../../../model/expense.js'
import { copyEntity } from '../../../model/entity-copies.js'
import { emptyMonth, MonthDraft } from './month-draft.js'

/** The contents of a book that was never written. */
export const emptyContents: BookContents = {
  settings: defaultSettings,
  categories: [],
  groups: [],
  closedMonths: [],
  budgets: [],
  expenses: [],
  holds: [],
}

/** Gathers everything in a book from the states of its months. The result is a copy. */
export function contentsOf(
  { settings, categories, groups }: Head,
  states: readonly MonthState[],
  expenses: readonly StoredExpense[],
): BookContents {
  return {
    settings: { ...settings },
    categories: categories.map(copyEntity),
    groups: groups.map(copyEntity),
    closedMonths: states
      .filter(({ closed }) => closed)
      .map(({ month, limitAtClose }) => ({ month, limitAtClose })),
    budgets: states.flatMap(({ budgets }) => budgets.map(copyEntity)),
    expenses,
    holds: states.flatMap(({ holds }) => holds.map(copyEntity)),
  }
}

/**
 * Stands in for the contents of a book that cannot be read. Reading them throws the error. An import replaces the
 * contents without reading them.
 */
export function unreadableContents(error: Error): BookContents {
  const refuse = (): never => {
    throw error
  }
  return {
    get settings() {
      return refuse()
    },
    get categories() {
      return refuse()
    },
    get groups() {
      return refuse()
    },
    get closedMonths() {
      return refuse()
    },
    get budgets() {
      return refuse()
    },
    get expenses() {
      return refuse()
    },
    get holds() {
      return refuse()
    },
  }
}

/** Computes the state of every month, including its totals, from everything in a book. */
export function monthStatesOf(contents: BookContents): Map<Month, MonthState> {
  const scale = scaleOf(contents.settings.currency)
  const drafts = new Map<Month, MonthDraft>()
  const draftOf = (month: Month): MonthDraft => {
    let draft = drafts.get(month)
    if (!draft) drafts.set(month, (draft = new MonthDraft(emptyMonth(month), scale)))
    return draft
  }
  for (const { month, limitAtClose } of contents.closedMonths) draftOf(month).setClosed(true, limitAtClose)
  for (const budget of contents.budgets) draftOf(budget.month).budget.put(budget)
  for (const expense of contents.expenses) draftOf(expense.month).addSpending(expense, 1)
  for (const hold of contents.holds) draftOf(hold.month).hold.put(hold)
  return new Map(Array.from(drafts, ([month, draft]) => [month, draft.state()]))
}
