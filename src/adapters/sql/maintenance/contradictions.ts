import { olderFold } from '../../../model/names.js'
import { scaleOf } from '../../../money/currency.js'
import type { BookContents } from '../../../storage/view.js'
import type { Misfit } from '../read/book-contents.js'
import { placeOf } from '../schema/rows.js'

/**
 * Finds what contradicts the rest of a book although every row can be read. `importBook` would refuse an export of such
 * a book. The data does not show the right value, so a person has to decide.
 */
export function* contradictionsIn(bookId: string, contents: BookContents): Generator<Misfit> {
  yield* unknownCategories(bookId, contents)
  yield* sharedNames(bookId, contents)
  yield* sharedGroups(bookId, contents)
  yield* sharedBudgets(bookId, contents)
  yield* unsoundLimits(bookId, contents)
  yield* unsoundOriginals(bookId, contents)
}

function* unknownCategories(
  bookId: string,
  { categories, budgets, expenses, holds }: BookContents,
): Generator<Misfit> {
  const known = new Set(categories.map(({ id }) => id))
  const entries = { budgets, expenses, holds } as const
  for (const table of ['budgets', 'expenses', 'holds'] as const)
    for (const { id, categoryId } of entries[table])
      if (!known.has(categoryId))
        yield { ...placeOf(table, bookId, id), reason: `there is no category ${categoryId}` }
}

// Names are compared as in an import. An older book may hold two names that are the same only by the newer rule.
function* sharedNames(bookId: string, { categories }: BookContents): Generator<Misfit> {
  for (const [{ id }, first] of repeated(
    categories,
    ({ groupId, name }) => `${groupId ?? ''}\0${olderFold(name)}`,
  ))
    yield { ...placeOf('categories', bookId, id), reason: `the category ${first.id} has the same name` }
}

// Groups have no rows of their own: they are in the row of the book.
function* sharedGroups(bookId: string, { groups }: BookContents): Generator<Misfit> {
  const place = placeOf('books', bookId)
  for (const [{ id }] of repeated(groups, (group) => group.id))
    yield { ...place, reason: `the group ${id} is there twice` }
  for (const [{ id }, first] of repeated(groups, ({ name }) => olderFold(name)))
    yield { ...place, reason: `the groups ${first.id} and ${id} have the same name` }
}

function* sharedBudgets(bookId: string, { budgets }: BookContents): Generator<Misfit> {
  for (const [{ id }, first] of repeated(budgets, ({ month, categoryId }) => `${month} ${categoryId}`))
    yield {
      ...placeOf('budgets', bookId, id),
      reason: `the budget ${first.id} is of the same category and month`,
    }
}

function* unsoundLimits(bookId: string, { settings, closedMonths }: BookContents): Generator<Misfit> {
  const scale = scaleOf(settings.currency)
  for (const { month, limitAtClose } of closedMonths) {
    if (limitAtClose === null) continue
    if (limitAtClose.startsWith('-') || scaleIn(limitAtClose) !== scale)
      yield {
        ...placeOf('months', bookId, month),
        reason: `its limit ${limitAtClose} is negative or does not have ${scale} decimals`,
      }
  }
}

function* unsoundOriginals(bookId: string, { expenses }: BookContents): Generator<Misfit> {
  for (const { id, original } of expenses) {
    if (original && scaleIn(original.amount) !== scaleOf(original.currency))
      yield {
        ...placeOf('expenses', bookId, id),
        reason: `its original amount ${original.amount} is not an amount in ${original.currency}`,
      }
  }
}

/** How many decimals an amount has. */
function scaleIn(amount: string): number {
  const [, decimals = ''] = amount.split('.')
  return decimals.length
}

/** Each entity with a key that an entity before it has, and the first with that key. */
function* repeated<Entity>(
  entities: readonly Entity[],
  keyOf: (entity: Entity) => string,
): Generator<readonly [Entity, Entity]> {
  const firsts = new Map<string, Entity>()
  for (const entity of entities) {
    const key = keyOf(entity)
    const first = firsts.get(key)
    if (first) yield [entity, first]
    else firsts.set(key, entity)
  }
}
