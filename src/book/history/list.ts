import * as z from 'zod/mini'
import { monthOf } from '../../calendar/month-range.js'
import type { CivilDate } from '../../calendar/civil-date.js'
import { issueOf } from '../../errors/invalid-input.js'
import { idSchema, monthSchema, wholeNumberSchema } from '../../model/fields.js'
import { finding, textSchema } from '../../model/schema.js'
import { validate } from '../../model/validate.js'
import type { HistoryChange, HistoryEntry, PlacedHistoryEntry } from '../../storage/history.js'
import type { BookContext } from '../book-context.js'
import type { HistoryApi, HistoryFilter } from './api.js'
import { copyEntry, readHistory } from './read.js'

const largestPage = 1_000

// A page tells of at most so many changes, plus those of its last entry: one entry may tell of a hundred thousand.
const mostChanges = 20_000

// Entries that a filter drops are read in pages of at least this size.
const smallestRead = 100

const cursorSchema = textSchema(
  () => issueOf('invalid_type', 'A cursor must be text', { expected: 'string' }),
  finding((cursor) =>
    /^[1-9]\d{0,15}$/.test(cursor)
      ? null
      : issueOf('invalid_value', 'Not a cursor. Pass the nextCursor of an earlier page'),
  ),
)

const filterSchema = z.strictObject({
  month: z.optional(monthSchema),
  categoryId: z.optional(idSchema),
  limit: z.optional(wholeNumberSchema(1, largestPage)),
  cursor: z.optional(z.nullable(cursorSchema)),
})

/** Makes {@link HistoryApi.list}. */
export function listHistory(context: BookContext): HistoryApi['list'] {
  return async (filter = {}, options) => {
    context.requireOpen()
    const { limit = 100, cursor, ...wanted } = validate(filterSchema, filter)
    const isFiltered = wanted.month !== undefined || wanted.categoryId !== undefined
    const startDay =
      wanted.month === undefined ? 1 : (await context.read(() => ({}), options)).settings.monthStartDay
    // Asking for one more tells whether there is a next page.
    const size = Math.max(limit + 1, isFiltered ? smallestRead : 0)
    const found: PlacedHistoryEntry[] = []
    let before = cursor == null ? undefined : Number(cursor)
    for (;;) {
      const page = await readHistory(context, { limit: size, before }, options)
      found.push(...page.filter(({ entry }) => isWanted(entry, wanted, startDay)))
      before = page.at(-1)?.position
      // A page of the adapter may be short because its entries are large. Nothing is older than position 1.
      const isLast = before === undefined || before === 1
      const fitting = countFitting(found)
      if (isLast || found.length > limit || fitting < found.length) {
        const items = found.slice(0, Math.min(limit, fitting))
        const last = items.at(-1)
        return {
          items: items.map(({ entry }) => copyEntry(entry)),
          nextCursor: items.length < found.length && last ? String(last.position) : null,
        }
      }
    }
  }
}

/** How many entries fit in a page: up to the one that reaches the limit of changes. */
function countFitting(found: readonly PlacedHistoryEntry[]): number {
  let changes = 0
  const at = found.findIndex(({ entry }) => {
    changes += entry.changes === 'whole_book' ? 1 : entry.changes.length
    return changes >= mostChanges
  })
  return at === -1 ? found.length : at + 1
}

function isWanted(
  { changes }: HistoryEntry,
  { month, categoryId }: Pick<HistoryFilter, 'month' | 'categoryId'>,
  startDay: number,
): boolean {
  if (changes === 'whole_book') return true
  return (
    (month === undefined || changes.some((change) => isOfMonth(change, month, startDay))) &&
    (categoryId === undefined || changes.some((change) => isOfCategory(change, categoryId)))
  )
}

function isOfMonth({ type, id, before, after }: HistoryChange, month: string, startDay: number): boolean {
  if (type === 'month') return id === month
  const values = [before, after].filter((value) => value !== null)
  if (type === 'budget') return values.some((value) => value['month'] === month)
  if (type !== 'expense' && type !== 'hold') return false
  return values.some((value) => monthOf(value['date'] as CivilDate, startDay) === month)
}

function isOfCategory({ type, id, before, after }: HistoryChange, categoryId: string): boolean {
  if (type === 'category') return id === categoryId
  return [before, after].some((value) => value?.['categoryId'] === categoryId)
}
