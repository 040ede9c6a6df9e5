import * as z from 'zod/mini'
import type { Month } from '../../calendar/month.js'
import { wholeNumberSchema } from '../../model/fields.js'
import type { AppliedChanges } from '../../storage/kit/state/apply-changes.js'
import { entityToStore } from '../../storage/later-fields.js'
import type { MonthState } from '../../storage/view.js'
import type { StoredExpense } from '../../model/expense.js'
import { copyMonth } from '../../storage/kit/state/month-draft.js'
import { checkVersion } from '../../storage/schema-version.js'
import { corrupt, jsonOffset, seal, unseal, type Place } from '../../storage/kit/records/sealed-text.js'
import {
  spendingFromStored,
  spendingToStore,
  storedExpenseSchema,
  storedMonthFields,
} from '../../storage/kit/records/stored-records.js'

/*
 * A month, under one key: a sealed line with everything but the expenses, then a sealed line for each expense. A
 * report needs only the first line. Adding an expense reads no other expense, and an update changes only its line. The
 * month's holds are in the head.
 */

const supported = { major: 1, minor: 2 }

const headerSchema = z.looseObject({
  version: z.string(),
  // The revision of the head that this was written for. A reader with an older head reads again.
  head: wholeNumberSchema(0),
  ...storedMonthFields,
  bodyLength: wholeNumberSchema(0),
})

type Header = Readonly<
  Pick<z.output<typeof headerSchema>, 'version' | 'head' | 'closed' | 'spending' | 'bodyLength'>
> &
  Pick<MonthState, 'limitAtClose' | 'budgets'>

/** A month as it is stored. */
export interface MonthRecord {
  readonly header: Header
  /** The month's state, without its holds. */
  readonly state: MonthState
  /** The lines of the expenses, each after a line break. */
  readonly body: string
}

/** Reads a month's text; throws `storage_corrupt` or `storage_future_version`. */
export function decodeMonth(text: string, month: Month, place: Place): MonthRecord {
  const line = headerLine(text)
  const body = bodyOf(text)
  const json = unseal(line, place.location, place)
  const version = checkVersion(json['version'], supported, place.location)
  if (version === null) throw corrupt(place, 'it has no version')
  const parsed = headerSchema.safeParse(json)
  if (!parsed.success) throw corrupt(place, 'it is not a month', parsed.error)
  const header: Header = { ...parsed.data, version }
  if (header.bodyLength !== body.length) throw corrupt(place, 'it is cut off')
  const { closed, limitAtClose, budgets } = header
  const spending = spendingFromStored(header.spending)
  return { header, body, state: { month, closed, limitAtClose, budgets, spending, holds: [] } }
}

/** The first line of a month's text: everything but the expenses. */
export function headerLine(text: string): string {
  const end = text.indexOf('\n')
  return end === -1 ? text : text.slice(0, end)
}

/** The lines of the expenses in a month's text, each after a line break. */
export function bodyOf(text: string): string {
  return text.slice(headerLine(text).length)
}

/** A month after a commit, and its text. Fields that a newer minor version added are kept. */
export function encodeMonth(
  state: MonthState,
  body: string,
  head: number,
  before: MonthRecord | undefined,
  key: string,
): { readonly record: MonthRecord; readonly text: string } {
  // The caller may still change the objects that it passed, so the cache gets copies.
  const kept = copyMonth({ ...state, holds: [] })
  const header: Header = {
    ...(before?.header ?? { version: `${supported.major}.${supported.minor}` }),
    head,
    closed: state.closed,
    limitAtClose: state.limitAtClose,
    budgets: kept.budgets,
    spending: spendingToStore(state.spending),
    bodyLength: body.length,
  }
  return { record: { header, state: kept, body }, text: seal(header, key) + body }
}

/** The line of an expense, with its line break. The id comes first, so that it can be found without parsing. */
export function encodeExpense({ month: _, id, ...rest }: StoredExpense): string {
  return `\n${seal({ id, ...entityToStore(rest) }, anyMonth)}`
}

const idField = '{"id":'

/** The id in the line of an expense that begins with the given line break. `null` if the line is damaged there. */
export function readExpenseId(lines: string, lineBreak: number): string | null {
  const from = lineBreak + 1 + jsonOffset
  if (!lines.startsWith(`${idField}"`, from)) return null
  const start = from + idField.length
  let end = lines.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(lines, end)) end = lines.indexOf('"', end + 1)
  try {
    // JSON.parse makes a text of its own. A part of `lines` would keep all of them in memory.
    return JSON.parse(lines.slice(start, end + 1)) as string
  } catch {
    return null
  }
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

// The seal of a line has no key, because the line stays the same when its month gets another key. The seal of the
// header has the key.
const anyMonth = ''

/**
 * Where an expense's line begins, with its line break, and where it ends. `null` if there is no such line.
 *
 * @param lines - The lines of a month, with or without the first line.
 */
function findExpenseLine(lines: string, id: string): readonly [from: number, to: number] | null {
  const token = `${idField}${JSON.stringify(id)},`
  for (let at = lines.indexOf(token); at !== -1; at = lines.indexOf(token, at + 1)) {
    const from = at - jsonOffset - 1
    if (lines[from] !== '\n') continue // inside somebody's metadata
    const end = lines.indexOf('\n', at)
    return [from, end === -1 ? lines.length : end]
  }
  return null
}

function decodeExpense(line: string, month: Month, place: Place): StoredExpense {
  const parsed = storedExpenseSchema.safeParse(unseal(line, anyMonth, place))
  if (!parsed.success) throw corrupt(place, 'it is not an expense', parsed.error)
  return { ...parsed.data, month }
}

/** An expense of a month by its id, or `null`. */
export function findExpense({ body, state }: MonthRecord, id: string, place: Place): StoredExpense | null {
  const found = findExpenseLine(body, id)
  return found && decodeExpense(body.slice(found[0] + 1, found[1]), state.month, place)
}

/** All expenses of a month, in the order of their lines. */
export function allExpenses({ body, state }: MonthRecord, place: Place): StoredExpense[] {
  return body === ''
    ? []
    : body
        .slice(1)
        .split('\n')
        .map((line) => decodeExpense(line, state.month, place))
}

/** The lines of a month after a commit. */
export function editBody(body: string, month: Month, applied: AppliedChanges): string {
  let edited = body
  const updated = new Map(applied.updatedExpenses.map((expense) => [expense.id, expense]))
  for (const { id } of applied.removedExpenses.filter((expense) => expense.month === month)) {
    const found = findExpenseLine(edited, id)
    const after = updated.get(id)
    if (!found) continue
    // An expense that stays in the month keeps its line.
    const line = after?.month === month ? encodeExpense(after) : ''
    if (line) updated.delete(id)
    edited = edited.slice(0, found[0]) + line + edited.slice(found[1])
  }
  const moved = [...updated.values()].filter((expense) => expense.month === month)
  const inserted = applied.insertedExpenses.filter((expense) => expense.month === month)
  return edited + [...moved, ...inserted].map(encodeExpense).join('')
}
