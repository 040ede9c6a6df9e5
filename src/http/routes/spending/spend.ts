import { createRoute } from '@hono/zod-openapi'
import { changeOptions, readOptions } from '../../call-options.js'
import { requireBook } from '../../access.js'
import { refuseIfMatch, tellTag } from '../../conditions/entity-tags.js'
import { requireParameterNames } from '../../parameter-names.js'
import type { BudgetApp } from '../../app.js'
import { requireJson } from '../../body/json-body.js'
import { answer, answerOfOne, errorAnswers } from '../../document/answers.js'
import { changeHeaders, jsonBody, noQuery } from '../../document/requests.js'
import { bodyErrors, questionErrors } from '../../document/route-errors.js'
import { spendingViolationsOf, spendingWarningsOf } from '../../errors/spending-refusal.js'
import { decision } from '../../schemas/allocations.js'
import { bookExpense, expenseExample, expenseView, newExpense } from '../../schemas/expenses.js'
import { askedSpending, spentExpense } from '../../schemas/spending.js'

const tags = ['Expenses']
const { id: _, created_at: __, ...newExample } = expenseExample
const { category, amount, date } = expenseExample

const spending = createRoute({
  method: 'post',
  path: '/api/expenses/spend',
  operationId: 'spendExpense',
  tags,
  summary: 'Record an expense, or a refund, if the spending policy accepts it',
  middleware: [requireBook, refuseIfMatch, requireParameterNames, requireJson] as const,
  request: { query: noQuery, headers: changeHeaders, body: jsonBody(newExpense, newExample) },
  responses: {
    201: answerOfOne('The expense, and `warnings` if the policy has any.', spentExpense, {
      message: 'Expense created',
      data: expenseExample,
    }),
    ...errorAnswers(...bodyErrors, 'not_found', 'category_archived', 'month_closed', 'spending_rejected'),
  },
})

const previewing = createRoute({
  // It changes nothing. It is a POST only because it takes a body.
  method: 'post',
  path: '/api/expenses/preview-spend',
  operationId: 'previewSpend',
  tags,
  summary: 'Ask what the spending policy would decide; nothing is changed',
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: {
    query: noQuery,
    body: jsonBody(askedSpending, { spending: [{ category, amount, date }] }),
  },
  responses: {
    200: answer('The decision. A refusal is not an error here.', decision, {
      message: 'Preview',
      data: { accepted: true, violations: [] },
    }),
    ...errorAnswers(...questionErrors, 'not_found', 'category_archived', 'month_closed'),
  },
})

/** Adds the routes that ask the spending policy about expenses. */
export function addSpending(app: BudgetApp): void {
  app.openapi(spending, async (context) => {
    const options = await changeOptions(context, context.req.valid('header'))
    const asked = bookExpense(context.req.valid('json'))
    const spent = await context.get('book').expenses.spend(asked, options)
    const data = expenseView(spent.expense)
    tellTag(context, spent.expense)
    return context.json({ message: 'Expense created', data, ...spendingWarningsOf(spent.violations) }, 201)
  })
  app.openapi(previewing, async (context) => {
    const asked = context.req
      .valid('json')
      .spending.map(({ category: categoryId, ...money }) => ({ categoryId, ...money }))
    const { accepted, violations } = await context
      .get('book')
      .expenses.previewSpend(asked, readOptions(context))
    const data = { accepted, violations: spendingViolationsOf(violations) }
    return context.json({ message: 'Preview', data }, 200)
  })
}
