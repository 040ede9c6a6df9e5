import * as z from 'zod/mini'
import { copyWithoutMonth } from '../model/entity-copies.js'
import { BudgetBookError } from '../errors/error.js'
import { invalidInput } from '../errors/invalid-input.js'
import { monthOf } from '../calendar/month-range.js'
import { findScale, type CurrencyCode } from '../money/currency.js'
import { readMinorUnits, writeMinorUnits } from '../money/minor-units.js'
import { readAmount } from '../money/parse-amount.js'
import type { Amount } from '../money/amount.js'
import type { Month } from '../calendar/month.js'
import { budgetSchema, type Budget } from '../model/budget.js'
import { storedCategorySchema, type Category } from '../model/category.js'
import { expenseSchema, type Expense } from '../model/expense.js'
import { settingsSchema, type Settings } from '../model/settings.js'
import { amountSchema, monthSchema } from '../model/fields.js'
import { loose } from '../model/schema.js'
import { validate } from '../model/validate.js'
import type { BookContents } from '../storage/view.js'
import { checksum } from '../lib/checksum.js'
import { checkVersion } from '../model/schema-version.js'
import { canonicalJson } from '../lib/canonical-json.js'

/** A closed month, and the limit that was in force when it closed. */
export interface ClosedMonth {
  /** The month. */
  readonly month: Month
  /** `null` if there was no limit. */
  readonly limitAtClose: Amount | null
}

/** Everything in a book as one plain JSON document: for a backup, or to move to another storage. */
export interface BookDocument {
  /** Marks a document of this package. */
  readonly format: 'budgetbook'
  /** The version of the document's format, `major.minor`. */
  readonly version: string
  /** The checksum of everything else. It reveals damage. */
  readonly checksum: string
  /** The settings. */
  readonly settings: Settings
  /** All categories, the oldest first. */
  readonly categories: readonly Category[]
  /** The months that are closed. */
  readonly closedMonths: readonly ClosedMonth[]
  /** All budgets. */
  readonly budgets: readonly Budget[]
  /** All expenses. */
  readonly expenses: readonly Expense[]
}

const supported = { major: 1, minor: 0 }
const location = 'the document'

const contentsSchema = z.object({
  settings: loose(settingsSchema),
  categories: z.array(loose(storedCategorySchema)),
  closedMonths: z.array(z.looseObject({ month: monthSchema, limitAtClose: z.nullable(amountSchema) })),
  budgets: z.array(loose(budgetSchema)),
  expenses: z.array(loose(expenseSchema)),
})

/** Writes everything in a book as a document. */
export function writeDocument(contents: BookContents): BookDocument {
  const body = {
    format: 'budgetbook',
    version: `${supported.major}.${supported.minor}`,
    settings: contents.settings,
    categories: contents.categories,
    // Storages return months in any order. Sorted, a book makes the same document on every storage.
    closedMonths: contents.closedMonths.toSorted(byMonth),
    budgets: contents.budgets.toSorted(byMonth),
    expenses: contents.expenses.map(copyWithoutMonth),
  } as const
  return { ...body, checksum: checksum(canonicalJson(body)) }
}

function byMonth(a: { readonly month: Month }, b: { readonly month: Month }): number {
  return a.month === b.month ? 0 : a.month < b.month ? -1 : 1
}

/** Reads a document; throws `invalid_input`, `storage_corrupt` or `storage_future_version`. */
export function readDocument(document: unknown, bookId: string): BookContents {
  const corrupt = (reason: string, cause?: unknown) =>
    new BudgetBookError(
      'storage_corrupt',
      `The document is damaged (${reason}). Nothing was imported; use another export of the book`,
      { bookId, location, reason },
      { cause },
    )
  // Through JSON, to get plain data that nobody else holds.
  const plain = toPlainJson(document)
  if (plain['format'] !== 'budgetbook')
    throw invalidInput('invalid_value', 'Not a document that exportBook made', ['format'])
  if (checkVersion(plain['version'], supported, location) === null) throw corrupt('it has no version')
  const { checksum: found, ...body } = plain
  let expected: string
  try {
    expected = checksum(canonicalJson(body))
  } catch (cause) {
    throw corrupt('it is nested too deeply', cause)
  }
  if (found === undefined) throw corrupt('it has no checksum')
  if (found !== expected) throw corrupt('its checksum does not match')
  try {
    const contents = validate(contentsSchema, body)
    requireConsistent(contents)
    const { monthStartDay } = contents.settings
    return {
      ...contents,
      expenses: contents.expenses.map((expense) => ({
        ...expense,
        month: monthOf(expense.date, monthStartDay),
      })),
    }
  } catch (cause) {
    throw corrupt(cause instanceof Error ? cause.message : 'its contents are not a book', cause)
  }
}

function toPlainJson(document: unknown): Record<string, unknown> {
  let plain: unknown
  try {
    plain = JSON.parse(JSON.stringify(document)) as unknown
  } catch {
    plain = undefined
  }
  if (typeof plain === 'object' && plain !== null && !Array.isArray(plain))
    return plain as Record<string, unknown>
  throw invalidInput('invalid_type', 'A document must be an object. Parse its JSON text first', [], {
    expected: 'object',
  })
}

type ParsedContents = z.output<typeof contentsSchema>

// Checks what the schema of a single entity cannot see.
function requireConsistent({ settings, categories, closedMonths, budgets, expenses }: ParsedContents): void {
  const categoryIds = new Set(categories.map(({ id }) => id))
  requireUnique('A category id', categories, ({ id }) => id)
  // Not by foldName: an older document may hold names that are the same to it.
  requireUnique('A category name', categories, ({ name }) => name.normalize().toLowerCase())
  requireUnique('A budget id', budgets, ({ id }) => id)
  requireUnique(
    'A budget of a category in a month',
    budgets,
    ({ month, categoryId }) => `${month} ${categoryId}`,
  )
  requireUnique('An expense id', expenses, ({ id }) => id)
  requireUnique('A closed month', closedMonths, ({ month }) => month)
  for (const { categoryId } of [...budgets, ...expenses]) {
    if (!categoryIds.has(categoryId))
      throw invalidInput('unknown_category', `There is no category ${categoryId}`)
  }
  for (const { amount } of [...budgets, ...expenses]) requireCanonical(amount, settings.currency)
  for (const { limitAtClose } of closedMonths) {
    if (limitAtClose === null) continue
    requireCanonical(limitAtClose, settings.currency)
    readAmount(limitAtClose, settings.currency, 'nonnegative', 'A limit')
  }
}

function requireUnique<Entity>(
  what: string,
  entities: readonly Entity[],
  keyOf: (entity: Entity) => string,
): void {
  if (new Set(entities.map(keyOf)).size < entities.length)
    throw invalidInput('duplicate', `${what} is there twice`)
}

function requireCanonical(amount: Amount, currency: CurrencyCode): void {
  const scale = findScale(currency) ?? 0
  if (writeMinorUnits(readMinorUnits(amount, scale), scale) !== amount) {
    throw invalidInput('invalid_amount', `${amount} is not a canonical amount in ${currency}`)
  }
}
