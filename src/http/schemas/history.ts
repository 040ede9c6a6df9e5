import { z } from '@hono/zod-openapi'
import type { HistoryChange, HistoryEntry } from '../../storage/history.js'
import type { MonthState } from '../../storage/view.js'
import { budget, budgetExample, budgetView } from './budgets.js'
import { category, categoryView } from './categories.js'
import { expense, expenseView } from './expenses.js'
import { id, idParameter, message, monthInput, requestObject, timestamp } from './fields.js'
import { group, groupView } from './groups.js'
import { hold, holdView } from './holds.js'
import { pageCursor, pageLimit, pageOf } from './page.js'
import { allSettings, allSettingsView, monthlyLimit } from './settings.js'

const closing = z
  .object({ closed: z.boolean(), monthly_budget_limit: monthlyLimit })
  .meta({ description: 'A month is there while it is closed, with the limit that it keeps.' })
const order = z.object({ ids: z.array(z.string()) }).meta({ description: 'All ids, in the user’s order.' })

/** What was there before and what is there after. */
function change<Type extends string, Shown extends z.ZodType>(type: Type, shown: Shown) {
  return z.object({
    type: z.literal(type),
    id: id.meta({ description: 'Which: its id, or the month. Of settings and orders, a name.' }),
    before: z.union([shown, z.null()]),
    after: z.union([shown, z.null()]),
  })
}

const changes = z.union([
  z.array(
    z.union([
      change('settings', allSettings),
      change('category', category),
      change('group', group),
      change('budget', budget),
      change('expense', expense),
      change('hold', hold),
      change('month', closing),
      change('order', order),
    ]),
  ),
  z.literal('whole_book'),
])

const entry = z
  .object({
    id,
    at: timestamp.meta({ description: 'When, by the clock of the book: an instant in UTC.' }),
    operation_id: z
      .string()
      .nullable()
      .meta({ description: 'The `Idempotency-Key` of the request, or `null`.', example: 'receipt-4711' }),
    actor: z
      .string()
      .nullable()
      .meta({ description: 'Who did it, as the server knows; or `null`.', example: 'ada@example.com' }),
    changes: changes.meta({
      description:
        'What changed, as the other routes give it: `before` is `null` if it was not there, `after` if it is gone. ' +
        '`whole_book` for an import, a merge, a new currency and a new start day, which cannot be undone.',
    }),
  })
  .openapi('HistoryEntry')

/** One entry of the history. */
export const oneEntry = z.object({ message, data: entry }).openapi('HistoryEntryAnswer')

const cursor = pageCursor('42')

/** A page of the history. */
export const history = pageOf(entry, cursor).openapi('History')

/** Which entries to list. */
export const historyFilter = requestObject({
  month: monthInput.optional(),
  category: idParameter.optional(),
  cursor: cursor.optional(),
  limit: pageLimit.optional(),
})

/** The body of a request that needs none. */
export const noFields = requestObject({})

/** An entry as the document shows it. */
export const entryExample = {
  id: '019c5a1e-7d2f-7005-8a3b-7d9f1b3c5e70',
  at: '2026-02-14T09:30:00.000Z',
  operation_id: null,
  actor: 'ada@example.com',
  changes: [
    {
      type: 'budget' as const,
      id: budgetExample.id,
      before: budgetExample,
      after: { ...budgetExample, amount: '20000.00' },
    },
  ],
}

/** An entry that undoes {@link entryExample}, as the document shows it. */
export const undoingExample = {
  ...entryExample,
  id: '019c5a1e-7d2f-7006-9c11-8e0a2c4d6f81',
  at: '2026-02-14T09:31:00.000Z',
  changes: entryExample.changes.map(({ before, after, ...of }) => ({ ...of, before: after, after: before })),
}

/** An entry as answers give it. */
export function entryView({ id: entryId, at, operationId, actor, changes: made }: HistoryEntry) {
  return {
    id: entryId,
    at,
    operation_id: operationId,
    actor,
    changes: made === 'whole_book' ? made : made.map(changeView),
  }
}

// A history keeps the JSON of an entity.
function changeView({ type, id: of, before, after }: HistoryChange) {
  const views = <Shown>(view: (value: never) => Shown) => ({
    id: of,
    before: before && view(before as never),
    after: after && view(after as never),
  })
  switch (type) {
    case 'settings':
      return { type, ...views(allSettingsView) }
    case 'category':
      return { type, ...views(categoryView) }
    case 'group':
      return { type, ...views(groupView) }
    case 'budget':
      return { type, ...views(budgetView) }
    case 'expense':
      return { type, ...views(expenseView) }
    case 'hold':
      return { type, ...views(holdView) }
    case 'month':
      return { type, ...views(closingView) }
    case 'order':
      return { type, ...views(orderView) }
  }
}

function closingView({ closed, limitAtClose }: Pick<MonthState, 'closed' | 'limitAtClose'>) {
  return { closed, monthly_budget_limit: limitAtClose as string | null }
}

function orderView({ ids }: { readonly ids: readonly string[] }) {
  return { ids: [...ids] }
}
