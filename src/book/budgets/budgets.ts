import * as z from 'zod/mini'
import { copyEntity } from '../../model/entity-copies.js'
import { invalidInput } from '../../errors/invalid-input.js'
import type { Month } from '../../calendar/month.js'
import { amountInputSchema, idSchema, metadataSchema, monthSchema } from '../../model/fields.js'
import { validate, validateArgument } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { budgetEditor, budgetIn, requireNoBudget, type EditRequest } from './budget-editor.js'
import type { BudgetResult, BudgetsApi, BudgetsResult } from './api.js'
import { monthIn } from '../find.js'
import { readBudgetAmount, type MonthEdits } from './plan-allocation.js'

const newBudgetSchema = z.strictObject({
  categoryId: idSchema,
  month: monthSchema,
  amount: amountInputSchema,
  metadata: z.optional(metadataSchema),
})
const patchSchema = z.strictObject({
  amount: z.optional(amountInputSchema),
  metadata: z.optional(metadataSchema),
})
const filterSchema = z.strictObject({ month: z.optional(monthSchema), categoryId: z.optional(idSchema) })
const copySchema = z.strictObject({ from: monthSchema, to: monthSchema })
const allocationsSchema = z.array(
  z.strictObject({ categoryId: idSchema, amount: z.nullable(amountInputSchema) }),
)

/** Makes {@link BudgetsApi}. */
export function budgetsApi(context: BookContext): BudgetsApi {
  return { ...singleBudgets(context), ...wholeMonths(context) }
}

function singleBudgets(context: BookContext): Pick<BudgetsApi, 'create' | 'update' | 'remove' | 'get'> {
  const editor = budgetEditor(context)
  return {
    create: async (budget, options) => {
      context.requireOpen()
      const checked = validate(newBudgetSchema, budget)
      const { month, categoryId, metadata } = checked
      const editsOn = (view: View): MonthEdits => {
        const amount = readBudgetAmount(checked.amount, view.settings.currency, ['amount'])
        requireNoBudget(view, month, categoryId)
        return { month, edits: [{ categoryId, metadata, amount }] }
      }
      const asked = { scope: { months: [month] }, editsOn }
      return single(await editor.commit(['budgets.create', checked], asked, options))
    },
    update: async (id, patch, options) => {
      context.requireOpen()
      const checked = validateArgument('id', idSchema, id)
      const { amount, metadata } = validate(patchSchema, patch)
      const editsOn = (view: View): MonthEdits => {
        const after =
          amount === undefined ? undefined : readBudgetAmount(amount, view.settings.currency, ['amount'])
        const { month, categoryId, amount: before } = budgetIn(view, checked)
        return { month, edits: [{ categoryId, metadata, amount: after ?? before }] }
      }
      const request = ['budgets.update', checked, { amount, metadata }]
      return single(await editor.commit(request, { scope: { budgets: [checked] }, editsOn }, options))
    },
    remove: async (id, options) => {
      context.requireOpen()
      const checked = validateArgument('id', idSchema, id)
      const editsOn = (view: View): MonthEdits => {
        const { month, categoryId } = budgetIn(view, checked)
        return { month, edits: [{ categoryId, amount: null }] }
      }
      await editor.commit(['budgets.remove', checked], { scope: { budgets: [checked] }, editsOn }, options)
    },
    get: async (id, options) => {
      context.requireOpen()
      const checked = validateArgument('id', idSchema, id)
      return copyEntity(budgetIn(await context.read(() => ({ budgets: [checked] }), options), checked))
    },
  }
}

function wholeMonths(context: BookContext): Pick<BudgetsApi, 'list' | 'allocate' | 'preview' | 'copy'> {
  const editor = budgetEditor(context)
  return {
    list: async (filter = {}, options) => {
      context.requireOpen()
      const { month, categoryId } = validate(filterSchema, filter)
      const scope = () => ({ months: month === undefined ? ('all' as const) : [month] })
      const { months } = await context.read(scope, options)
      return [...months.values()]
        .sort((a, b) => (a.month > b.month ? -1 : 1))
        .flatMap(({ budgets }) => budgets)
        .filter((budget) => categoryId === undefined || budget.categoryId === categoryId)
        .map(copyEntity)
    },
    allocate: async (month, allocations, options) => {
      context.requireOpen()
      const checkedMonth = validateArgument('month', monthSchema, month)
      const checked = validateArgument('allocations', allocationsSchema, allocations)
      const request = ['budgets.allocate', checkedMonth, checked]
      return editor.commit(request, allocationsOf(checkedMonth, checked), options)
    },
    preview: async (month, allocations, options) => {
      context.requireOpen()
      const checkedMonth = validateArgument('month', monthSchema, month)
      return editor.preview(
        allocationsOf(checkedMonth, validateArgument('allocations', allocationsSchema, allocations)),
        options,
      )
    },
    copy: async (copy, options) => {
      context.requireOpen()
      const { from, to } = validate(copySchema, copy)
      const editsOn = (view: View): MonthEdits => {
        requireNoBudget(view, to)
        const active = new Set(view.categories.filter(({ archived }) => !archived).map(({ id }) => id))
        const { budgets } = monthIn(view, from)
        return { month: to, edits: budgets.filter(({ categoryId }) => active.has(categoryId)) }
      }
      return editor.commit(
        ['budgets.copy', { from, to }],
        { scope: { months: [to, from] }, editsOn },
        options,
      )
    },
  }
}

function single({ budgets, violations }: BudgetsResult): BudgetResult {
  // One edit that removes nothing gives one budget.
  const [budget] = budgets as [BudgetResult['budget']]
  return { budget, violations }
}

function allocationsOf(month: Month, allocations: z.output<typeof allocationsSchema>): EditRequest {
  const seen = new Set<string>()
  for (const [position, { categoryId }] of allocations.entries()) {
    if (seen.has(categoryId)) {
      throw invalidInput(
        'duplicate',
        'Each category may be listed only once',
        ['allocations', position, 'categoryId'],
        {
          categoryId,
        },
      )
    }
    seen.add(categoryId)
  }
  const editsOn = ({ settings }: View): MonthEdits => ({
    month,
    edits: allocations.map(({ categoryId, amount }, position) => ({
      categoryId,
      amount:
        amount === null
          ? null
          : readBudgetAmount(amount, settings.currency, ['allocations', position, 'amount']),
    })),
  })
  return { scope: { months: [month] }, editsOn }
}
