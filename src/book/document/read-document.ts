import { BudgetBookError } from '../../errors/error.js'
import { atPath, invalidInput } from '../../errors/invalid-input.js'
import { monthOf } from '../../calendar/month-range.js'
import type { Budget } from '../../model/budget.js'
import type { StoredExpense } from '../../model/expense.js'
import type { StoredHold } from '../../model/hold.js'
import { checkVersion } from '../../storage/schema-version.js'
import { validate } from '../../model/validate.js'
import type { BookContents } from '../../storage/view.js'
import { itemsOf, validateInSteps, type ListSchema } from '../validate-in-steps.js'
import { Phase, type Steps } from '../long-work.js'
import { documentVersion } from './book-document.js'
import { checksumDocument, countItems, type DocumentBody } from './checksum-document.js'
import {
  documentBudgetsSchema,
  documentCategoriesSchema,
  documentExpensesSchema,
  documentGroupsSchema,
  documentHoldsSchema,
  documentMonthsSchema,
  documentSettingsSchema,
  type DocumentHead,
} from './document-schema.js'
import { plainDocument } from './plain-document.js'
import { budgetChecker, expenseChecker, holdChecker, requireConsistent } from './require-consistent.js'

/** Where the damage is, in an error about a document: not in the storage. */
export const documentLocation = 'the document'

// They are checked in steps.
const lists = ['categories', 'groups', 'closedMonths', 'budgets', 'expenses', 'holds'] as const

/** Reads a document; throws `invalid_input`, `storage_corrupt` or `storage_future_version`. */
export function* readDocument(document: unknown, bookId: string): Steps<BookContents> {
  const corrupt = (reason: string, cause?: unknown) =>
    new BudgetBookError(
      'storage_corrupt',
      `The document is damaged (${reason}). Nothing was imported; use another export of the book`,
      { bookId, location: documentLocation, reason },
      { cause },
    )
  const plain = yield* plainDocument(document, ({ format, version, checksum }) => {
    if (format !== 'budgetbook')
      throw invalidInput('invalid_value', 'Not a document that exportBook made', ['format'])
    if (checkVersion(version, documentVersion, documentLocation) === null) throw corrupt('it has no version')
    if (checksum === undefined) throw corrupt('it has no checksum')
  })
  const { checksum: found, ...body } = plain
  // A document of an older version has no holds.
  const contents = withOwnGroups({ holds: [], ...body })
  const phase = new Phase('checking', countItems(body) + countItems(lists.map((name) => contents[name])))
  let expected: string
  try {
    expected = yield* checksumDocument(body, phase)
  } catch (cause) {
    throw corrupt('it is nested too deeply', cause)
  }
  if (found !== expected) throw corrupt('its checksum does not match')
  try {
    return yield* checkContents(contents, phase)
  } catch (cause) {
    throw corrupt(cause instanceof Error ? cause.message : 'its contents are not a book', cause)
  }
}

function* checkContents(body: DocumentBody, phase: Phase): Steps<BookContents> {
  const head = yield* checkHead(body, phase)
  requireConsistent(head)
  const budgets: Budget[] = []
  const checkBudget = budgetChecker(head)
  yield* checkList(body, 'budgets', documentBudgetsSchema, phase, (budget) => {
    checkBudget(budget)
    budgets.push(budget)
  })
  const { monthStartDay } = head.settings
  const check = expenseChecker(head)
  const expenses: StoredExpense[] = []
  yield* checkList(body, 'expenses', documentExpensesSchema, phase, (expense) => {
    check(expense)
    // The checked expense is a copy that nobody else has.
    expenses.push(Object.assign(expense, { month: monthOf(expense.date, monthStartDay) }))
  })
  const holds: StoredHold[] = []
  const checkHold = holdChecker(head)
  yield* checkList(body, 'holds', documentHoldsSchema, phase, (hold) => {
    checkHold(hold)
    holds.push({ ...hold, month: monthOf(hold.date, monthStartDay) })
  })
  return { ...head, budgets, expenses, holds }
}

function* checkHead(body: DocumentBody, phase: Phase): Steps<DocumentHead> {
  const settings = atPath(['settings'], () => validate(documentSettingsSchema, body['settings']))
  const categories: DocumentHead['categories'] = []
  const groups: DocumentHead['groups'] = []
  const closedMonths: DocumentHead['closedMonths'] = []
  yield* checkList(body, 'categories', documentCategoriesSchema, phase, (item) => categories.push(item))
  yield* checkList(body, 'groups', documentGroupsSchema, phase, (item) => groups.push(item))
  yield* checkList(body, 'closedMonths', documentMonthsSchema, phase, (item) => closedMonths.push(item))
  return { settings, categories, groups, closedMonths }
}

function* checkList<Item>(
  body: DocumentBody,
  name: (typeof lists)[number],
  schema: ListSchema<Item>,
  phase: Phase,
  visit: (item: Item) => void,
): Steps<void> {
  // The first issue is enough to show the damage. Millions of issues would not fit into memory.
  yield* validateInSteps(name, schema, itemsOf(name, schema, body[name]), phase, visit, true)
}

/**
 * Puts groups in their place. Code of version 1.0 that runs beside this one on SQL takes them for a field of the
 * settings, and exports them there.
 */
function withOwnGroups(body: DocumentBody): DocumentBody {
  const { settings } = body
  if (typeof settings !== 'object' || settings === null || !('groups' in settings))
    return { ...body, groups: body['groups'] ?? [] }
  const { groups, ...others } = settings
  const adopted = documentGroupsSchema.safeParse(groups)
  return { ...body, settings: others, groups: body['groups'] ?? (adopted.success ? adopted.data : []) }
}
