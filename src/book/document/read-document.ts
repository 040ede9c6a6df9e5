import { BudgetBookError } from '../../errors/error.js'
import { invalidInput } from '../../errors/invalid-input.js'
import { monthOf } from '../../calendar/month-range.js'
import type { Budget } from '../../model/budget.js'
import type { StoredExpense } from '../../model/expense.js'
import type { StoredHold } from '../../model/hold.js'
import { checkVersion } from '../../storage/schema-version.js'
import { validate } from '../../model/validate.js'
import type { BookContents } from '../../storage/view.js'
import { itemsOf, validateInSteps } from '../validate-in-steps.js'
import { Phase, type Steps } from '../long-work.js'
import { documentVersion } from './book-document.js'
import { checksumDocument, countItems, type DocumentBody } from './checksum-document.js'
import {
  documentBudgetsSchema,
  documentExpensesSchema,
  documentGroupsSchema,
  documentHeadSchema,
  documentHoldsSchema,
} from './document-schema.js'
import { plainDocument } from './plain-document.js'
import { budgetChecker, expenseChecker, holdChecker, requireConsistent } from './require-consistent.js'

/** Where the damage is, in an error about a document: not in the storage. */
export const documentLocation = 'the document'

/** Reads a document; throws `invalid_input`, `storage_corrupt` or `storage_future_version`. */
export function* readDocument(document: unknown, bookId: string): Steps<BookContents> {
  const corrupt = (reason: string, cause?: unknown) =>
    new BudgetBookError(
      'storage_corrupt',
      `The document is damaged (${reason}). Nothing was imported; use another export of the book`,
      { bookId, location: documentLocation, reason },
      { cause },
    )
  const plain = yield* plainDocument(document)
  if (plain['format'] !== 'budgetbook')
    throw invalidInput('invalid_value', 'Not a document that exportBook made', ['format'])
  if (checkVersion(plain['version'], documentVersion, documentLocation) === null)
    throw corrupt('it has no version')
  const { checksum: found, ...body } = plain
  const phase = new Phase(
    'checking',
    countItems(body) +
      countItems({ budgets: body['budgets'], expenses: body['expenses'], holds: body['holds'] }),
  )
  let expected: string
  try {
    expected = yield* checksumDocument(body, phase)
  } catch (cause) {
    throw corrupt('it is nested too deeply', cause)
  }
  if (found === undefined) throw corrupt('it has no checksum')
  if (found !== expected) throw corrupt('its checksum does not match')
  try {
    return yield* checkContents(body, phase)
  } catch (cause) {
    throw corrupt(cause instanceof Error ? cause.message : 'its contents are not a book', cause)
  }
}

function* checkContents(body: DocumentBody, phase: Phase): Steps<BookContents> {
  const head = validate(documentHeadSchema, withOwnGroups(body))
  requireConsistent(head)
  const budgets: Budget[] = []
  const checkBudget = budgetChecker(head)
  const listed = itemsOf('budgets', documentBudgetsSchema, body['budgets'])
  yield* validateInSteps('budgets', documentBudgetsSchema, listed, phase, (budget) => {
    checkBudget(budget)
    budgets.push(budget)
  })
  const { monthStartDay } = head.settings
  const check = expenseChecker(head)
  const expenses: StoredExpense[] = []
  const items = itemsOf('expenses', documentExpensesSchema, body['expenses'])
  yield* validateInSteps('expenses', documentExpensesSchema, items, phase, (expense) => {
    check(expense)
    // The checked expense is a copy that nobody else has.
    expenses.push(Object.assign(expense, { month: monthOf(expense.date, monthStartDay) }))
  })
  const holds: StoredHold[] = []
  const checkHold = holdChecker(head)
  // A document of an older version has none.
  const { holds: listedHolds = [] } = body
  const kept = itemsOf('holds', documentHoldsSchema, listedHolds)
  yield* validateInSteps('holds', documentHoldsSchema, kept, phase, (hold) => {
    checkHold(hold)
    holds.push({ ...hold, month: monthOf(hold.date, monthStartDay) })
  })
  return { ...head, budgets, expenses, holds }
}

/**
 * Puts groups in their place. Code of version 1.0 that runs beside this one on SQL takes them for a field of the
 * settings, and exports them there.
 */
function withOwnGroups(body: DocumentBody): DocumentBody {
  const { settings } = body
  if (typeof settings !== 'object' || settings === null || !('groups' in settings)) return body
  const { groups, ...others } = settings
  const adopted = documentGroupsSchema.safeParse(groups)
  return { ...body, settings: others, groups: body['groups'] ?? (adopted.success ? adopted.data : []) }
}
