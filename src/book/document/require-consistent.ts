import { invalidInput } from '../../errors/invalid-input.js'
import { findScale, type CurrencyCode } from '../../money/currency.js'
import { readMinorUnits, writeMinorUnits } from '../../money/minor-units.js'
import { readAmount } from '../../money/parse-amount.js'
import type { Amount } from '../../money/amount.js'
import type { DocumentExpense, DocumentHead } from './document-schema.js'

/** Checks what the schema of a single entity cannot see. Throws `invalid_input`. */
export function requireConsistent({ settings, categories, closedMonths, budgets }: DocumentHead): void {
  requireUnique('A category id', categories, ({ id }) => id)
  // Not by foldName: an older document may hold names that are the same to it.
  requireUnique('A category name', categories, ({ name }) => name.normalize().toLowerCase())
  requireUnique('A budget id', budgets, ({ id }) => id)
  requireUnique(
    'A budget of a category in a month',
    budgets,
    ({ month, categoryId }) => `${month} ${categoryId}`,
  )
  requireUnique('A closed month', closedMonths, ({ month }) => month)
  const categoryIds = idsOf(categories)
  for (const { categoryId, amount } of budgets) {
    requireKnown(categoryIds, categoryId)
    requireCanonical(amount, settings.currency)
  }
  for (const { limitAtClose } of closedMonths) {
    if (limitAtClose === null) continue
    requireCanonical(limitAtClose, settings.currency)
    readAmount(limitAtClose, settings.currency, 'nonnegative', 'A limit')
  }
}

/** Checks expenses one after the other, as {@link requireConsistent} does the rest. */
export function expenseChecker({ settings, categories }: DocumentHead): (expense: DocumentExpense) => void {
  const categoryIds = idsOf(categories)
  const ids = new Set<string>()
  return ({ id, categoryId, amount }) => {
    if (ids.has(id)) throw isThereTwice('An expense id')
    ids.add(id)
    requireKnown(categoryIds, categoryId)
    requireCanonical(amount, settings.currency)
  }
}

function idsOf(entities: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(entities.map(({ id }) => id))
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

function requireKnown(categoryIds: ReadonlySet<string>, categoryId: string): void {
  if (!categoryIds.has(categoryId))
    throw invalidInput('unknown_category', `There is no category ${categoryId}`)
}

function requireCanonical(amount: Amount, currency: CurrencyCode): void {
  const scale = findScale(currency) ?? 0
  if (writeMinorUnits(readMinorUnits(amount, scale), scale) !== amount) {
    throw invalidInput('invalid_amount', `${amount} is not a canonical amount in ${currency}`)
  }
}
