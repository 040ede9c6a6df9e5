import * as z from 'zod/mini'
import { copyEntity } from '../../model/entity-copies.js'
import { invalidInput } from '../../errors/invalid-input.js'
import { amountInputSchema, idSchema, metadataSchema, monthSchema } from '../../model/fields.js'
import { validate, validateArgument } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import {
  budgetEditor,
  budgetIn,
  monthOfBudget,
  requireNoBudget,
  thisMonth,
  type Edits,
} from './budget-editor.js'
import type { BudgetResult, BudgetsApi, BudgetsResult } from './api.js'
import { monthIn } from '../find.js'
import { readBudgetAmount, type AllocationEdit } from './plan-allocation.js'

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
      const edits = (view: View): AllocationEdit[] => {
        requireNoBudget(view, month, categoryId)
        const amount = readBudgetAmount(checked.amount, view.settings.currency, ['amount'])
        return [{ categoryId, metadata, amount }]
      }
      return single(await editor.commit(['budgets.create', checked], thisMonth(month), edits, options))
    },
    update: async (id, patch, options) => {
      context.requireOpen()
      const checked = validateArgument('id', idSchema, id)
      const { amount, metadata } = validate(patchSchema, patch)
      const edits = (view: View): AllocationEdit[] => {
        const { categoryId, amount: before } = budgetIn(view, checked)
        const after =
          amount === undefined ? before : readBudgetAmount(amount, view.settings.currency, ['amount'])
        return [{ categoryId, metadata, amount: after }]
      }
      const request = ['budgets.update', checked, { amount, metadata }]
      return single(await editor.commit(request, monthOfBudget(checked), edits, options))
    },
    remove: async (id, options) => {
      context.requireOpen()
      const checked = validateArgument('id', idSchema, id)
      const edits: Edits = (view) => [{ categoryId: budgetIn(view, checked).categoryId, amount: null }]
      await editor.commit(['budgets.remove', checked], monthOfBudget(checked), edits, options)
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
      return editor.commit(request, thisMonth(checkedMonth), allocationEdits(checked), options)
    },
    preview: async (month, allocations, options) => {
      context.requireOpen()
      const checkedMonth = validateArgument('month', monthSchema, month)
      return editor.preview(
        checkedMonth,
        allocationEdits(validateArgument('allocations', allocationsSchema, allocations)),
        options,
      )
    },
    copy: async (copy, options) => {
      context.requireOpen()
      const { from, to } = validate(copySchema, copy)
      const edits: Edits = (view) => {
        requireNoBudget(view, to)
        const active = new Set(view.categories.filter(({ archived }) => !archived).map(({ id }) => id))
        return monthIn(view, from).budgets.filter(({ categoryId }) => active.has(categoryId))
      }
      return editor.commit(['budgets.copy', { from, to }], thisMonth(to, [from]), edits, options)
    },
  }
}

function single({ budgets, violations }: BudgetsResult): BudgetResult {
  // One edit that removes nothing gives one budget.
  const [budget] = budgets as [BudgetResult['budget']]
  return { budget, violations }
}

function allocationEdits(allocations: z.output<typeof allocationsSchema>): Edits {
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
  return ({ settings }) =>
    allocations.map(({ categoryId, amount }, position) => ({
      categoryId,
      amount:
        amount === null
          ? null
          : readBudgetAmount(amount, settings.currency, ['allocations', position, 'amount']),
    }))
}
