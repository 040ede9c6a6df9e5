import * as z from 'zod/mini'
import { mostMonths } from '../../calendar/each-month.js'
import type { Month } from '../../calendar/month.js'
import { BudgetBookError } from '../../errors/error.js'
import { invalidInput } from '../../errors/invalid-input.js'
import type { Budget } from '../../model/budget.js'
import { monthSchema } from '../../model/fields.js'
import { converted, words } from '../../model/schema.js'
import { validate } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { monthIn } from '../find.js'
import { readStoredMonth } from '../read-stored.js'
import type { BudgetCopyMode, BudgetsApi } from './api.js'
import { budgetEditor, type EditRequest } from './budget-editor.js'
import type { MonthEdits } from './plan-allocation.js'
import { requireNoBudgets } from './require-no-budget.js'

const copySchema = z.strictObject({
  from: monthSchema,
  to: converted<readonly Month[], string | readonly string[]>(readTargets),
  mode: z.optional(z.enum(['refuse', 'fill', 'replace'], words)),
})

// A small request may name 1,200 months of a thousand categories. One commit of a million budgets would stop a process
// for seconds, and its entry of the history would have hundreds of megabytes.
const mostEdits = 20_000

/** Makes {@link BudgetsApi.copy}. */
export function copyBudgets(context: BookContext): BudgetsApi['copy'] {
  const editor = budgetEditor(context)
  return async (copy, options) => {
    context.requireOpen()
    const { from, to, mode = 'refuse' } = validate(copySchema, copy)
    const asked: EditRequest = {
      scope: { months: [...to, from] },
      editsOn: (view) => {
        requireAllOpen(view, to)
        const isActive = activityIn(view)
        const source = monthIn(view, from)
        readStoredMonth(view, source, context.parts.bookId)
        if (mode === 'refuse') requireNoBudgets(view, to)
        const copied = source.budgets.filter(isActive)
        const edits = to.map((month) => editsOf[mode](view, month, copied, isActive))
        requireFew(edits)
        return edits
      },
    }
    // Without a mode and with one month, the request is the one of the version that knew only those.
    const target = to.length === 1 ? to[0] : to
    const request = mode === 'refuse' ? { from, to: target } : { from, to: target, mode }
    return editor.commit(['budgets.copy', request], asked, options)
  }
}

function readTargets(to: unknown): readonly Month[] {
  if (!Array.isArray(to)) return [validate(monthSchema, to)]
  if (to.length > mostMonths)
    throw invalidInput('too_big', `A copy goes to at most ${mostMonths} months`, [], { maximum: mostMonths })
  const months = validate(z.array(monthSchema), to)
  for (const [position, month] of months.entries()) {
    if (months.indexOf(month) < position)
      throw invalidInput('duplicate', 'Each month may be listed only once', [position])
  }
  return months
}

function requireAllOpen(view: View, months: readonly Month[]): void {
  const closed = months.filter((month) => monthIn(view, month).closed)
  if (closed.length === 0) return
  throw new BudgetBookError(
    'month_closed',
    `Closed months cannot change (${closed.join(', ')}); reopen them first`,
    {
      months: closed,
    },
  )
}

function requireFew(months: readonly MonthEdits[]): void {
  const count = months.reduce((sum, { edits }) => sum + edits.length, 0)
  if (count <= mostEdits) return
  const message = `A copy changes at most ${mostEdits} budgets, and these months need ${count}. Copy to fewer months at a time`
  throw invalidInput('too_big', message, ['to'], { maximum: mostEdits })
}

type IsActive = (budget: Budget) => boolean

function activityIn({ categories }: View): IsActive {
  const active = new Set(categories.filter(({ archived }) => !archived).map(({ id }) => id))
  return ({ categoryId }) => active.has(categoryId)
}

type EditsOf = (view: View, month: Month, copied: readonly Budget[], isActive: IsActive) => MonthEdits

const editsOf: Readonly<Record<BudgetCopyMode, EditsOf>> = {
  refuse: (_, month, copied) => ({ month, edits: copied }),
  fill: (view, month, copied) => {
    const planned = categoriesOf(monthIn(view, month).budgets)
    return { month, edits: copied.filter(({ categoryId }) => !planned.has(categoryId)) }
  },
  replace: (view, month, copied, isActive) => {
    const kept = categoriesOf(copied)
    const gone = monthIn(view, month).budgets.filter(
      (budget) => isActive(budget) && !kept.has(budget.categoryId),
    )
    return { month, edits: [...copied, ...gone.map(({ categoryId }) => ({ categoryId, amount: null }))] }
  },
}

function categoriesOf(budgets: readonly Budget[]): ReadonlySet<string> {
  return new Set(budgets.map(({ categoryId }) => categoryId))
}
