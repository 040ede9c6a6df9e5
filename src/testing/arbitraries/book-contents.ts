import * as fc from 'fast-check'
import { monthOf } from '../../calendar/month-range.js'
import type { Month } from '../../calendar/month.js'
import type { Settings } from '../../model/settings.js'
import { foldName } from '../../model/names.js'
import type { BookContents } from '../../storage/view.js'
import { dateInMonthArbitrary, monthArbitrary } from './calendar.js'
import {
  budgetArbitrary,
  categoryArbitrary,
  categoryGroupArbitrary,
  expenseArbitrary,
  holdArbitrary,
  settingsArbitrary,
} from './entities.js'
import { amountArbitrary } from './money.js'

/**
 * The contents of a small, consistent book. Ids are unique, and folded names within their group. A category has at most
 * one budget in a month, each expense is in the month of its date, and amounts are in the book's currency. There are only a few
 * months, so that budgets, expenses and closed months meet.
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { BookState } from 'budgetbook/adapter'
 * import { bookContentsArbitrary } from 'budgetbook/testing'
 *
 * fc.assert(
 *   fc.property(bookContentsArbitrary(), (contents) => {
 *     const { contents: kept } = new BookState({ contents, operations: [] }).snapshot()
 *     return kept.expenses.length === contents.expenses.length
 *   }),
 *   { numRuns: 20 },
 * )
 * console.log('no expense is lost') // => no expense is lost
 * ```
 */
export function bookContentsArbitrary(): fc.Arbitrary<BookContents> {
  return fc
    .tuple(
      settingsArbitrary(),
      fc.uniqueArray(monthArbitrary(), { minLength: 1, maxLength: 3 }),
      groupsArbitrary(),
    )
    .chain(([settings, months, groups]) =>
      categoriesArbitrary(settings.currency, groups).map((categories) => ({
        settings,
        months,
        groups,
        categories,
      })),
    )
    .chain(({ settings, months, groups, categories }) => {
      const [first, ...others] = categories.map(({ id }) => id)
      // Without a category there are no budgets, expenses and holds.
      const entries =
        first === undefined
          ? fc.constant({ budgets: [], expenses: [], holds: [] })
          : entriesArbitrary(settings, months, [first, ...others])
      return fc
        .tuple(closedMonthsArbitrary(settings, months), entries)
        .map(([closedMonths, { budgets, expenses, holds }]) => ({
          settings,
          categories,
          groups,
          closedMonths,
          budgets,
          expenses,
          holds,
        }))
    })
}

function groupsArbitrary(): fc.Arbitrary<BookContents['groups']> {
  return fc
    .uniqueArray(categoryGroupArbitrary(), { maxLength: 2, selector: ({ id }) => id })
    .map((groups) => firstOfEach(groups, ({ name }) => foldName(name)))
}

function categoriesArbitrary(
  currency: string,
  groups: BookContents['groups'],
): fc.Arbitrary<BookContents['categories']> {
  const groupId = fc.constantFrom(null, ...groups.map(({ id }) => id))
  const category = fc
    .tuple(categoryArbitrary(currency), groupId)
    .map(([fields, id]) => ({ ...fields, groupId: id }))
  return fc
    .uniqueArray(category, { maxLength: 4, selector: ({ id }) => id })
    .map((categories) => firstOfEach(categories, (one) => JSON.stringify([one.groupId, foldName(one.name)])))
}

function closedMonthsArbitrary(
  { currency }: Settings,
  months: readonly Month[],
): fc.Arbitrary<BookContents['closedMonths']> {
  const limitAtClose = fc.option(amountArbitrary(currency, { min: '0' }))
  return fc
    .subarray([...months])
    .chain((closed) =>
      fc.tuple(...closed.map((month) => limitAtClose.map((limit) => ({ month, limitAtClose: limit })))),
    )
}

function entriesArbitrary(
  { currency, monthStartDay }: Settings,
  months: readonly Month[],
  categoryIds: readonly string[],
): fc.Arbitrary<Pick<BookContents, 'budgets' | 'expenses' | 'holds'>> {
  const category = fc.constantFrom(...categoryIds)
  const month = fc.constantFrom(...months)
  const budget = fc
    .tuple(budgetArbitrary(currency), category, month)
    .map(([fields, categoryId, of]) => ({ ...fields, categoryId, month: of }))
  const date = month.chain((of) => dateInMonthArbitrary(of, monthStartDay))
  const expense = fc.tuple(expenseArbitrary(currency), category, date).map(([fields, categoryId, day]) => ({
    ...fields,
    categoryId,
    date: day,
    month: monthOf(day, monthStartDay),
  }))
  const hold = fc.tuple(holdArbitrary(currency), category, date).map(([fields, categoryId, day]) => ({
    ...fields,
    categoryId,
    date: day,
    month: monthOf(day, monthStartDay),
  }))
  return fc.record({
    budgets: fc
      .uniqueArray(budget, { maxLength: 5, selector: ({ id }) => id })
      .map((budgets) => firstOfEach(budgets, (one) => JSON.stringify([one.month, one.categoryId]))),
    expenses: fc.uniqueArray(expense, { maxLength: 8, selector: ({ id }) => id }),
    holds: fc.uniqueArray(hold, { maxLength: 3, selector: ({ id }) => id }),
  })
}

function firstOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const keys = items.map(keyOf)
  return items.filter((_, index) => keys.indexOf(keys[index] ?? '') === index)
}
