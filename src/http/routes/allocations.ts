import { createRoute } from '@hono/zod-openapi'
import type { BudgetsResult } from '../../book/budgets/api.js'
import type { AmountInput } from '../../money/amount.js'
import { changeOptions, readOptions } from '../call-options.js'
import { requireBook } from '../access.js'
import { refuseIfMatch } from '../conditions/entity-tags.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { requireJson } from '../body/json-body.js'
import { answer, errorAnswers } from '../document/answers.js'
import { changeHeaders, jsonBody, noQuery } from '../document/requests.js'
import { bodyErrors, questionErrors } from '../document/route-errors.js'
import { violationsOf, warningsOf } from '../errors/allocation-refusal.js'
import { allocation, budgetCopy, decision } from '../schemas/allocations.js'
import { budgetExample, budgetView, manyBudgets } from '../schemas/budgets.js'

const tags = ['Budgets']
const asked = {
  month: '2026-02',
  allocations: [{ category: budgetExample.category, amount: budgetExample.amount }],
}

const allocating = createRoute({
  // Not PUT: the router takes no fixed part beside an id of the same method.
  method: 'post',
  path: '/api/budgets/budgets/allocate',
  operationId: 'allocateBudgets',
  tags,
  summary: 'Set or remove the budgets of several categories in a month, all or none',
  middleware: [requireBook, refuseIfMatch, requireParameterNames, requireJson] as const,
  request: { query: noQuery, headers: changeHeaders, body: jsonBody(allocation, asked) },
  responses: {
    200: answer('The budgets that were set, and `warnings` if the policy has any.', manyBudgets, {
      message: 'Budgets allocated',
      count: 1,
      data: [budgetExample],
    }),
    ...errorAnswers(...bodyErrors, 'not_found', 'category_archived', 'month_closed', 'allocation_rejected'),
  },
})

const previewing = createRoute({
  // It changes nothing. It is a POST only because it takes a body.
  method: 'post',
  path: '/api/budgets/budgets/preview',
  operationId: 'previewBudgets',
  tags,
  summary: 'Ask what the policy would decide on an allocation; nothing is changed',
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: { query: noQuery, body: jsonBody(allocation, asked) },
  responses: {
    200: answer('The decision. A refusal is not an error here.', decision, {
      message: 'Preview',
      data: { accepted: true, violations: [] },
    }),
    ...errorAnswers(...questionErrors, 'not_found', 'category_archived', 'month_closed'),
  },
})

const copying = createRoute({
  // Not PUT, which a proxy may send again: the second copy would be refused.
  method: 'post',
  path: '/api/budgets/budgets/copy',
  operationId: 'copyBudgets',
  tags,
  summary: 'Copy the budgets of a month to one or many months, all or none',
  middleware: [requireBook, refuseIfMatch, requireParameterNames, requireJson] as const,
  request: {
    query: noQuery,
    headers: changeHeaders,
    body: jsonBody(budgetCopy, { from: '2026-02', to: ['2026-03', '2026-04'], mode: 'fill' }),
  },
  responses: {
    200: answer('The copies, and `warnings` if the policy has any.', manyBudgets, {
      message: 'Budgets copied',
      count: 1,
      data: [{ ...budgetExample, month: '2026-03-01' }],
    }),
    ...errorAnswers(...bodyErrors, 'not_found', 'duplicate_budget', 'month_closed', 'allocation_rejected'),
  },
})

/** Adds the routes that change several budgets at once. */
export function addAllocations(app: BudgetApp): void {
  app.openapi(allocating, async (context) => {
    const { month, allocations } = namedAsTheBook(context.req.valid('json'))
    const amount = onlyAmount(allocations)
    context.set('asked', { amount })
    const options = await changeOptions(context, context.req.valid('header'))
    const result = await context.get('book').budgets.allocate(month, allocations, options)
    return context.json({ message: 'Budgets allocated', ...resultView(result, amount) }, 200)
  })
  app.openapi(previewing, async (context) => {
    const { month, allocations } = namedAsTheBook(context.req.valid('json'))
    const { accepted, violations } = await context
      .get('book')
      .budgets.preview(month, allocations, readOptions(context))
    const data = { accepted, violations: violationsOf(violations, onlyAmount(allocations)) }
    return context.json({ message: 'Preview', data }, 200)
  })
  app.openapi(copying, async (context) => {
    context.set('asked', { ofSeveralMonths: true })
    const options = await changeOptions(context, context.req.valid('header'))
    const result = await context.get('book').budgets.copy(context.req.valid('json'), options)
    return context.json({ message: 'Budgets copied', ...resultView(result, undefined) }, 200)
  })
}

interface AllocationBody {
  readonly month: string
  readonly allocations: readonly { readonly category: string; readonly amount: AmountInput | null }[]
}

function namedAsTheBook({ month, allocations }: AllocationBody) {
  return {
    month,
    allocations: allocations.map(({ category: categoryId, amount }) => ({ categoryId, amount })),
  }
}

// A refusal says which amount was asked for, if it was only one.
function onlyAmount(
  allocations: readonly { readonly amount: AmountInput | null }[],
): AmountInput | undefined {
  const [only, second] = allocations
  return second === undefined ? (only?.amount ?? undefined) : undefined
}

function resultView({ budgets, violations }: BudgetsResult, amount: AmountInput | undefined) {
  return { count: budgets.length, data: budgets.map(budgetView), ...warningsOf(violations, amount) }
}
