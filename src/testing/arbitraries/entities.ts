import * as fc from 'fast-check'
import { defaultSettings, type Settings } from '../../model/settings.js'
import type { Budget } from '../../model/budget.js'
import type { Category } from '../../model/category.js'
import type { CategoryGroup } from '../../model/category-group.js'
import type { Expense } from '../../model/expense.js'
import type { Hold } from '../../model/hold.js'
import type { OriginalAmount } from '../../model/original-amount.js'
import type { CategoryRolloverRule } from '../../model/rollover-rule.js'
import { civilDateArbitrary, monthArbitrary, monthStartDayArbitrary, timestampArbitrary } from './calendar.js'
import { amountArbitrary, currencyArbitrary } from './money.js'
import { idArbitrary, metadataArbitrary, nameArbitrary, textArbitrary } from './texts.js'

/**
 * Settings with every scale of currency and every start day, with a limit (also zero) and without.
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { settingsSchema } from 'budgetbook'
 * import { settingsArbitrary } from 'budgetbook/testing'
 *
 * fc.assert(fc.property(settingsArbitrary(), (settings) => settingsSchema.safeParse(settings).success))
 * console.log('settings are sound') // => settings are sound
 * ```
 */
export function settingsArbitrary(): fc.Arbitrary<Settings> {
  const any = currencyArbitrary().chain((currency) =>
    fc.record({
      currency: fc.constant(currency),
      monthlyLimit: fc.option(amountArbitrary(currency, { min: '0' })),
      monthStartDay: monthStartDayArbitrary(),
    }),
  )
  return fc.oneof(fc.constant({ ...defaultSettings }), { arbitrary: any, weight: 5 })
}

function originArbitrary() {
  return { metadata: metadataArbitrary(), createdAt: timestampArbitrary(), updatedAt: timestampArbitrary() }
}

/**
 * How money passes from month to month: every kind of carry, with and without a cap, an opening of either sign.
 *
 * @param currency - ISO 4217 code.
 */
function rolloverArbitrary(currency: string): fc.Arbitrary<CategoryRolloverRule> {
  return fc.record({
    from: monthArbitrary(),
    carry: fc.constantFrom('both', 'unspent', 'overspent'),
    cap: fc.option(amountArbitrary(currency, { min: '0' })),
    opening: amountArbitrary(currency),
  })
}

/**
 * Groups of categories.
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { categoryGroupSchema } from 'budgetbook'
 * import { categoryGroupArbitrary } from 'budgetbook/testing'
 *
 * fc.assert(fc.property(categoryGroupArbitrary(), (group) => categoryGroupSchema.safeParse(group).success))
 * console.log('groups are sound') // => groups are sound
 * ```
 */
export function categoryGroupArbitrary(): fc.Arbitrary<CategoryGroup> {
  return fc.record({ id: idArbitrary(), name: nameArbitrary(), ...originArbitrary() })
}

/**
 * Categories, including archived ones, of any group and none, with and without a rollover.
 *
 * @param currency - ISO 4217 code, for the amounts of the rollover.
 * @defaultValue `currency` is `'INR'`
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { categorySchema } from 'budgetbook'
 * import { categoryArbitrary } from 'budgetbook/testing'
 *
 * fc.assert(fc.property(categoryArbitrary(), (category) => categorySchema.safeParse(category).success))
 * console.log('categories are sound') // => categories are sound
 * ```
 */
export function categoryArbitrary(currency = 'INR'): fc.Arbitrary<Category> {
  return fc.record({
    id: idArbitrary(),
    name: nameArbitrary(),
    archived: fc.boolean(),
    groupId: fc.option(idArbitrary()),
    rollover: fc.option(rolloverArbitrary(currency)),
    ...originArbitrary(),
  })
}

/**
 * Budgets in a currency, of any category and month. Some amounts are zero.
 *
 * @param currency - ISO 4217 code.
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { budgetSchema } from 'budgetbook'
 * import { budgetArbitrary } from 'budgetbook/testing'
 *
 * fc.assert(fc.property(budgetArbitrary('JPY'), (budget) => budgetSchema.safeParse(budget).success))
 * console.log('budgets are sound') // => budgets are sound
 * ```
 */
export function budgetArbitrary(currency: string): fc.Arbitrary<Budget> {
  return fc.record({
    id: idArbitrary(),
    categoryId: idArbitrary(),
    month: monthArbitrary(),
    amount: amountArbitrary(currency, { min: '0' }),
    ...originArbitrary(),
  })
}

function originalArbitrary(): fc.Arbitrary<OriginalAmount> {
  return currencyArbitrary().chain((currency) =>
    fc.record({
      amount: amountArbitrary(currency).filter((amount) => /[1-9]/.test(amount)),
      currency: fc.constant(currency),
      rate: fc.constantFrom('1', '1.04', '0.00000000000000000001', '999999999999999', '83.125'),
    }),
  )
}

/**
 * Expenses in a currency, of any category and day. Some are refunds; none is zero. Some were in another currency.
 *
 * @param currency - ISO 4217 code.
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { expenseSchema } from 'budgetbook'
 * import { expenseArbitrary } from 'budgetbook/testing'
 *
 * fc.assert(fc.property(expenseArbitrary('CLF'), (expense) => expenseSchema.safeParse(expense).success))
 * console.log('expenses are sound') // => expenses are sound
 * ```
 */
export function expenseArbitrary(currency: string): fc.Arbitrary<Expense> {
  return fc.record({
    id: idArbitrary(),
    categoryId: idArbitrary(),
    amount: amountArbitrary(currency).filter((amount) => /[1-9]/.test(amount)),
    date: civilDateArbitrary(),
    description: fc.oneof({ arbitrary: textArbitrary(0, 12), weight: 9 }, textArbitrary(500, 500)),
    original: fc.option(originalArbitrary(), { freq: 3 }),
    ...originArbitrary(),
  })
}

/**
 * Holds in a currency, of any category and day. Some never expire.
 *
 * @param currency - ISO 4217 code.
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { holdSchema } from 'budgetbook'
 * import { holdArbitrary } from 'budgetbook/testing'
 *
 * fc.assert(fc.property(holdArbitrary('BHD'), (hold) => holdSchema.safeParse(hold).success))
 * console.log('holds are sound') // => holds are sound
 * ```
 */
export function holdArbitrary(currency: string): fc.Arbitrary<Hold> {
  return fc.record({
    id: idArbitrary(),
    categoryId: idArbitrary(),
    amount: amountArbitrary(currency, { min: '0' }).filter((amount) => /[1-9]/.test(amount)),
    date: civilDateArbitrary(),
    expiresAt: fc.option(timestampArbitrary()),
    description: textArbitrary(0, 12),
    ...originArbitrary(),
  })
}
