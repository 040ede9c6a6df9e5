import { invalidInput } from '../../errors/invalid-input.js'
import { olderFold } from '../../model/names.js'
import { findScale, type CurrencyCode } from '../../money/currency.js'
import { readMinorUnits, writeMinorUnits } from '../../money/minor-units.js'
import { readAmount } from '../../money/parse-amount.js'
import type { Amount } from '../../money/amount.js'
import type { DocumentBudget, DocumentExpense, DocumentHead } from './document-schema.js'

/** Checks what the schema of a single entity cannot see. Throws `invalid_input`. */
export function requireConsistent({ settings, categories, groups, closedMonths }: DocumentHead): void {
  requireUnique('A category id', categories, ({ id }) => id)
  requireUnique('A group id', groups, ({ id }) => id)
  // Not by foldName: an older document may hold names that foldName takes for the same.
  requireUnique('A category name', categories, ({ name, groupId }) => `${groupId ?? ''}\0${olderFold(name)}`)
  requireUnique('A group name', groups, ({ name }) => olderFold(name))
  requireUnique('A closed month', closedMonths, ({ month }) => month)
  for (const { limitAtClose } of closedMonths) {
    if (limitAtClose === null) continue
    requireCanonical(limitAtClose, settings.currency)
    readAmount(limitAtClose, settings.currency, 'nonnegative', 'A limit')
  }
}

/** Checks budgets one after the other, as {@link requireConsistent} does the rest. */
export function budgetChecker(head: DocumentHead): (budget: DocumentBudget) => void {
  const check = entryChecker(head)
  const places = new Set<string>()
  return (budget) => {
    check(budget, 'A budget id')
    const place = `${budget.month} ${budget.categoryId}`
    if (places.has(place)) throw isThereTwice('A budget of a category in a month')
    places.add(place)
  }
}

/** Checks expenses one after the other, as {@link requireConsistent} does the rest. */
export function expenseChecker(head: DocumentHead): (expense: DocumentExpense) => void {
  const check = entryChecker(head)
  return (expense) => {
    check(expense, 'An expense id')
    if (expense.original) requireCanonical(expense.original.amount, expense.original.currency)
  }
}

/** Checks holds one after the other, as {@link requireConsistent} does the rest. */
export function holdChecker(head: DocumentHead): (hold: Entry) => void {
  const check = entryChecker(head)
  return (hold) => check(hold, 'A hold id')
}

type Entry = Pick<DocumentExpense, 'id' | 'categoryId' | 'amount'>

function entryChecker({ settings, categories }: DocumentHead): (entry: Entry, what: string) => void {
  const categoryIds = new Set(categories.map(({ id }) => id))
  const ids = new Set<string>()
  return ({ id, categoryId, amount }, what) => {
    if (ids.has(id)) throw isThereTwice(what)
    ids.add(id)
    if (!categoryIds.has(categoryId))
      throw invalidInput('unknown_category', `There is no category ${categoryId}`)
    requireCanonical(amount, settings.currency)
  }
}

function requireUnique<Entity>(
  what: string,
  entities: readonly Entity[],
  keyOf: (entity: Entity) => string,
): void {
  if (new Set(entities.map(keyOf)).size < entities.length) throw isThereTwice(what)
}

function isThereTwice(what: string): Error {
  return invalidInput('duplicate', `${what} is there twice`)
}

function requireCanonical(amount: Amount, currency: CurrencyCode): void {
  const scale = findScale(currency) ?? 0
  if (writeMinorUnits(readMinorUnits(amount, scale), scale) !== amount) {
    throw invalidInput('invalid_amount', `${amount} is not a canonical amount in ${currency}`)
  }
}
