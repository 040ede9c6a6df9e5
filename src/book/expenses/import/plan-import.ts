import {
  atPath,
  guardInput,
  requireKnownFields,
  requireObject,
  visitEach,
} from '../../../errors/invalid-input.js'
import { BudgetBookError } from '../../../errors/error.js'
import type { ImportPlan } from '../../../exchange/import-plan.js'
import { ImportPlanner } from '../../../exchange/import-planner.js'
import type { ImportRow } from '../../../exchange/import-row.js'
import { dayAfter, nearDays } from '../../../exchange/near-days.js'
import type { Expense } from '../../../model/expense.js'
import { parseOptions, longCallOptionsSchema, type CallOptions } from '../../call-options.js'
import type { BookContext } from '../../book-context.js'
import { inTurns, Phase, type Steps } from '../../long-work.js'
import { allExpenses } from '../all.js'
import type { ExpensesApi, ImportInput } from '../api.js'

const fieldNames: readonly (keyof ImportInput)[] = ['rows', 'category', 'source', 'ignore']

// How many expenses are looked up at once.
const idsOfRead = 1_000

/** Makes {@link ExpensesApi.planImport}. */
export function planExpenseImport(
  context: BookContext,
  list: ExpensesApi['list'],
): ExpensesApi['planImport'] {
  return async (input, options) => {
    context.requireOpen()
    const { onProgress, ...call } = parseOptions(longCallOptionsSchema, options)
    const rows = guardInput(() => rowsOf(input))
    const { settings } = await context.read(() => ({}), call)
    const planner = guardInput(() => new ImportPlanner(settings.currency, input))
    await inTurns(addRows(planner, rows), { ...call, onProgress })
    await addExpensesNear(planner, list, call)
    await addMovedExpenses(planner, context, call)
    // Its progress is not told: how many rows it has was not known when the call began.
    return inTurns(sortRows(planner), call)
  }
}

function rowsOf(input: ImportInput): readonly ImportRow[] {
  requireObject(input, 'The input')
  requireKnownFields(input, fieldNames)
  const rows: ImportRow[] = []
  visitEach('rows', input.rows, (row) => rows.push(row))
  return rows
}

function* addRows(planner: ImportPlanner, rows: readonly ImportRow[]): Steps<void> {
  yield* new Phase('checking', rows.length).each(rows, (chunk, from) => {
    for (const [index, row] of chunk.entries())
      atPath(['rows', from + index], () =>
        guardInput(() => {
          planner.addRow(row)
        }),
      )
  })
}

/** Adds the expenses of the days of the file, and of those around it that an expense entered by hand may have. */
async function addExpensesNear(
  planner: ImportPlanner,
  list: ExpensesApi['list'],
  call: CallOptions,
): Promise<void> {
  const { days } = planner
  if (days === null) return
  const range = { from: dayAfter(days.first, -nearDays), to: dayAfter(days.last, nearDays) }
  for await (const expense of allExpenses(list)(range, call)) addStored(planner, expense)
}

/** Adds expenses that rows became, and whose days were changed since. */
async function addMovedExpenses(
  planner: ImportPlanner,
  context: BookContext,
  call: CallOptions,
): Promise<void> {
  const missing = [...planner.missingIds()]
  for (let at = 0; at < missing.length; at += idsOfRead) {
    const ids = missing.slice(at, at + idsOfRead)
    const { expenses } = await context.read(() => ({ expenses: ids }), call)
    for (const expense of expenses.values()) if (expense) addStored(planner, expense)
  }
}

/** Adds an expense of the book. If its amount is not in the currency of the plan, the book changed it in between. */
function addStored(planner: ImportPlanner, expense: Expense): void {
  try {
    planner.addExpense(expense)
  } catch (cause) {
    const message = 'The currency of the book changed while the import was planned. Plan it again'
    throw new BudgetBookError('conflict', message, { reason: 'plan_outdated' }, { cause })
  }
}

function* sortRows(planner: ImportPlanner): Steps<ImportPlan> {
  const parts = planner.sortInParts()
  for (;;) {
    const part = guardInput(() => parts.next())
    if (part.done) return planner.plan()
    yield { phase: 'checking', done: 0, total: part.value }
  }
}
