import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import fc from 'fast-check'
import {
  enforcePolicy,
  enforceSpending,
  isBudgetBookError,
  warnPolicy,
  warnSpending,
  type BookDocument,
  type BudgetBook,
  type Expense,
  type SpendingPolicy,
} from 'budgetbook'
import { monthsOfCalls, resolve } from './call-values.js'
import { callArbitrary } from './calls.js'
import type { TestBook } from './fixture.js'
import { callMethod } from './methods.js'
import type { BookModel, Call } from './model/model.js'
import { Refusal, type ModelSpending, type ModelState } from './model/state.js'

/** The real book, and what the commands remember of it. */
export interface Real {
  readonly test: TestBook
  book: BudgetBook
  saved: { readonly document: BookDocument; readonly state: ModelState } | null
  steps: number
}

type Command = fc.AsyncCommand<BookModel, Real>

// Comparing everything costs more than most calls.
const observeEvery = 8

export const policies = { warn: warnPolicy, enforce: enforcePolicy }

/** Spending policies, by what the model calls them. */
export const spendings: readonly ModelSpending[] = [
  { refuses: false },
  { refuses: true, of: ['limit'] },
  { refuses: true, of: ['category'], unbudgeted: 'refuse' },
  { refuses: true, of: ['category', 'month', 'limit'], unbudgeted: 'allow', perExpense: '60' },
  { refuses: false, of: ['category', 'limit'], unbudgeted: 'refuse', perExpense: '40' },
]

/** The spending policy of the book that the model means. */
export function spendingPolicy({ refuses, ...options }: ModelSpending): SpendingPolicy | undefined {
  if (options.of === undefined) return undefined
  return refuses ? enforceSpending(options) : warnSpending(options)
}

async function outcomeOf(call: Promise<unknown>): Promise<{ result: unknown } | { code: string }> {
  try {
    return { result: await call }
  } catch (error) {
    if (isBudgetBookError(error)) return { code: error.code }
    throw error
  }
}

/** The ids of the entities in a result, in their order. */
function idsIn(result: unknown): string[] {
  if (Array.isArray(result)) return result.flatMap(idsIn)
  const { id, budgets, ...one } = (result ?? {}) as Record<string, object> & { id?: string }
  const [made] = [one['budget'], one['hold'], one['expense']].filter((entity) => entity !== undefined)
  return id === undefined ? idsIn(budgets ?? (made ? [made] : [])) : [id]
}

async function allExpenses(book: BudgetBook): Promise<Expense[]> {
  const all: Expense[] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await book.expenses.list({ limit: 5, cursor })
    all.push(...page.items)
    cursor = page.nextCursor
  }
  return all
}

/** Compares everything that can be seen of the book with the model. */
export async function expectSame(model: BookModel, { book }: Real): Promise<void> {
  const real = {
    settings: await book.settings.get(),
    categories: await book.categories.list({ includeArchived: true }),
    groups: await book.groups.list(),
    budgets: await book.budgets.list(),
    expenses: await allExpenses(book),
    holds: await book.holds.list(),
    storedHolds: (await book.exportBook()).holds,
    months: await book.months.list(),
    reports: await Promise.all(monthsOfCalls.map(async (month) => book.utilization(month))),
    rollovers: await Promise.all(monthsOfCalls.map(async (month) => book.rollover(month))),
  }
  const expected = model.observe(monthsOfCalls)
  if (!isDeepStrictEqual(real, expected)) expect(real).toEqual(expected)
}

function step(title: string, run: (model: BookModel, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    run: async (model, real) => {
      await run(model, real)
      if (++real.steps % observeEvery === 0) await expectSame(model, real)
    },
    toString: () => title,
  }
}

/** Makes a call on the book and on the model, and compares results, or code with reasons. */
export async function compare(
  model: BookModel,
  real: Real,
  { method, input: template }: Call,
  operationId: string | null,
): Promise<void> {
  const input = resolve(template, model) as unknown[]
  const options = operationId === null ? [] : [{ operationId }]
  const outcome = await outcomeOf(callMethod(real.book, method, [...input, ...options]))
  const ids = 'result' in outcome ? idsIn(outcome.result) : []
  let expected: unknown
  try {
    expected = model.call({ method, input }, operationId, (position) => ids[position] ?? 'none')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(error.codes.map((code) => ({ code }))).toContainEqual(outcome)
    return
  }
  const result = 'result' in outcome ? withoutCursor(outcome.result) : outcome
  if (!isDeepStrictEqual(result, expected)) expect(result).toEqual(expected)
}

// Only whether there is a next page: its text is nobody's business.
function withoutCursor(result: unknown): unknown {
  const { nextCursor } = (result ?? {}) as { nextCursor?: string | null }
  return typeof nextCursor === 'string' ? { ...(result as object), nextCursor: 'more' } : result
}

const calls = fc.tuple(callArbitrary(), fc.nat({ max: 4 })).map(([call, chance]) => {
  const named = chance === 0 && !/get|list|preview/.test(call.method)
  return step(
    `${call.method}(${call.input.map((one) => fc.stringify(one)).join()})${named ? ' as an operation' : ''}`,
    async (model, real) => {
      await compare(model, real, call, named ? `op-${model.operations.size}` : null)
    },
  )
})

const repetitions = fc.tuple(fc.nat(), fc.boolean()).map(([at, otherwise]) =>
  step(`repeat operation ${at}${otherwise ? ' with another input' : ''}`, async (model, real) => {
    const operationId = `op-${at % Math.max(model.operations.size, 1)}`
    const operation = model.operations.get(operationId)
    if (!operation) return
    const { method, input, again } = operation
    const call = otherwise
      ? real.book.categories.archive('somebody', { operationId })
      : callMethod(real.book, method, [...input, { operationId }])
    const outcome = await outcomeOf(call)
    expect(outcome).toEqual(otherwise ? { code: 'operation_mismatch' } : repeated(again))
  }),
)

function repeated(again: () => unknown): { result: unknown } | { code: string } {
  try {
    return { result: again() }
  } catch (error) {
    // What was created is gone since.
    if (error instanceof Refusal) return { code: error.codes[0]! }
    throw error
  }
}

const times = fc.integer({ min: -40, max: 40 }).map((days) =>
  step(`${days} days later`, async (model, { test }) => {
    model.now = new Date(Date.parse(model.now) + days * 86_400_000 + 1).toISOString()
    test.clock.set(model.now)
  }),
)

// To the instant at which a hold expires, or right before it.
const expiries = fc.tuple(fc.nat({ max: 5 }), fc.constantFrom(0, 1)).map(([at, early]) =>
  step(`${early} ms before hold ${at} expires`, async (model, { test }) => {
    const ends = model.state.holds.flatMap(({ expiresAt }) => expiresAt ?? [])
    const end = ends[at % Math.max(ends.length, 1)]
    if (end === undefined) return
    model.now = new Date(Date.parse(end) - early).toISOString()
    test.clock.set(model.now)
  }),
)

const reopenings = fc
  .tuple(fc.constantFrom<'warn' | 'enforce'>('warn', 'enforce'), fc.constantFrom(...spendings))
  .map(([policy, spending]) =>
    step(`reopen with ${policy} and ${fc.stringify(spending)}`, async (model, real) => {
      await real.book.close()
      real.book = await real.test.reopen({
        allocationPolicy: policies[policy](),
        spendingPolicy: spendingPolicy(spending),
      })
      Object.assign(model, { policy, spending })
    }),
  )

const copies = fc.constantFrom('export', 'import').map((what) =>
  step(`${what} everything`, async (model, real) => {
    if (what === 'export') {
      real.saved = { document: await real.book.exportBook(), state: structuredClone(model.state) }
      return
    }
    if (!real.saved) return
    await real.book.importBook(JSON.parse(JSON.stringify(real.saved.document)))
    Object.assign(model.state, structuredClone(real.saved.state))
  }),
)

/** Commands for a run of at most so many. */
export function bookCommands(maxCommands: number): fc.Arbitrary<Iterable<Command>> {
  const command = fc.oneof(
    { weight: 40, arbitrary: calls },
    { weight: 3, arbitrary: repetitions },
    { weight: 3, arbitrary: times },
    { weight: 2, arbitrary: expiries },
    { weight: 2, arbitrary: reopenings },
    { weight: 2, arbitrary: copies },
  )
  return fc.commands([command], { maxCommands, size: 'max' })
}
