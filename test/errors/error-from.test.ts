import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  BudgetBookError,
  budgetBookErrorFrom,
  isBudgetBookError,
  type AllocationViolation,
  type AnyBudgetBookError,
  type ErrorCode,
  type ErrorDetails,
  type InputIssue,
  type JsonObject,
} from 'budgetbook'
import { anyValueArbitrary } from '../support/hostile-values.js'

const text = fc.string({ unit: 'binary', maxLength: 8 })
const count = fc.nat()
const reach = fc.constantFrom('instance' as const, 'origin' as const, 'database' as const)
// Numbers that JSON keeps: -0 would come back as 0.
const json = fc.dictionary(
  text,
  fc.oneof(text, count, fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 2 })),
  { maxKeys: 3 },
) as fc.Arbitrary<JsonObject>

const issue = fc.record(
  {
    code: fc.constantFrom('required', 'invalid_amount', 'unreadable'),
    path: fc.array(fc.oneof(text, count), { maxLength: 3 }),
    message: text,
    params: json,
  },
  { requiredKeys: ['code', 'path', 'message'] },
) as fc.Arbitrary<InputIssue>
const violation = fc.record(
  { code: text, message: text, categoryIds: fc.array(text, { maxLength: 2 }), month: text, details: json },
  { requiredKeys: ['code', 'message'] },
) as fc.Arbitrary<AllocationViolation>

/** Details of every code, each field of them at its edges. */
const details: { readonly [Code in ErrorCode]: fc.Arbitrary<ErrorDetails[Code]> } = {
  invalid_input: fc.record({ issues: fc.array(issue, { minLength: 1, maxLength: 3 }) }),
  not_found: fc.record({
    type: fc.constantFrom('category', 'group', 'budget', 'expense', 'hold', 'history_entry'),
    id: text,
  }),
  duplicate_category: fc.record({ name: text, categoryId: text }),
  duplicate_group: fc.record({ name: text, groupId: text }),
  duplicate_budget: fc.record({ month: text, categoryId: text, budgetId: text }),
  category_in_use: fc.record({ categoryId: text, budgetCount: count, expenseCount: count, holdCount: count }),
  group_in_use: fc.record({ groupId: text, categoryCount: count }),
  category_archived: fc.record({ categoryId: text, name: text }),
  month_closed: fc.record(
    { months: fc.array(text), holdIds: fc.array(text, { maxLength: 2 }) },
    { requiredKeys: ['months'] },
  ),
  currency_locked: fc.record({ currency: text, requested: text }),
  month_start_locked: fc.record({ monthStartDay: count, requested: count }),
  allocation_rejected: fc.record({
    policy: text,
    month: text,
    violations: fc.array(violation, { maxLength: 3 }),
  }),
  spending_rejected: fc.record({
    policy: text,
    month: text,
    violations: fc.array(violation, { maxLength: 3 }),
  }),
  hold_expired: fc.record({ id: text, expiresAt: text }),
  too_many_holds: fc.record({ month: text, maximum: count }),
  history_unsupported: fc.record({ reason: fc.constantFrom('adapter', 'off') }),
  undo_conflict: fc.record({
    entryId: text,
    reason: fc.constantFrom('changed', 'currency', 'newer_version', 'whole_book'),
    ids: fc.array(text, { maxLength: 2 }),
  }),
  policy_failed: fc.record({ policy: text, reason: fc.constantFrom('threw', 'promise', 'not_a_decision') }),
  isolation_insufficient: fc.record({ policy: text, reach, isolation: reach }),
  precondition_failed: fc.record({
    type: fc.constantFrom('settings', 'category', 'group', 'budget', 'expense', 'hold', 'month'),
    id: text,
  }),
  conflict: fc.record({ reason: fc.constantFrom('id_taken', 'retries_exhausted', 'plan_outdated') }),
  quota_exceeded: fc.record({ bookId: text }),
  storage_corrupt: fc.record({ bookId: text, location: text, reason: text }),
  storage_future_version: fc.record({ location: text, found: text, supported: text }),
  storage_unavailable: fc.record({ reason: text }),
  outcome_unknown: fc.record({ operationId: fc.option(text) }),
  operation_mismatch: fc.record({ operationId: text }),
  aborted: fc.constant({}),
  closed: fc.constant({}),
}

const cause = fc.oneof(
  fc.tuple(text, text).map(([name, message]) => Object.assign(new Error(message), { name })),
  text,
  count,
  fc.boolean(),
  fc.constant(null),
)

const anyError: fc.Arbitrary<AnyBudgetBookError> = fc
  .constantFrom(...(Object.keys(details) as ErrorCode[]))
  .chain((code) =>
    fc
      .tuple(
        text,
        details[code],
        fc.option(
          cause.map((value) => ({ cause: value })),
          { nil: undefined },
        ),
      )
      .map(
        ([message, facts, options]) =>
          new BudgetBookError(code, message, facts, options) as AnyBudgetBookError,
      ),
  )

const ways: readonly [string, (error: AnyBudgetBookError) => unknown][] = [
  ['JSON', (error) => JSON.parse(JSON.stringify(error)) as unknown],
  ['a structured clone of its JSON', (error) => structuredClone(error.toJSON())],
  ['toJSON alone', (error) => error.toJSON()],
]

describe('budgetBookErrorFrom', () => {
  it.each(ways)('gives the same error again after %s, whatever its code', (_, carry) => {
    fc.assert(
      fc.property(anyError, (error) => {
        const again = budgetBookErrorFrom(carry(error))
        expect(isBudgetBookError(again, error.code)).toBe(true)
        expect(again).toBeInstanceOf(BudgetBookError)
        expect([again?.message, again?.details]).toEqual([error.message, error.details])
        expect(again?.toJSON()).toEqual(error.toJSON())
      }),
      { numRuns: 500 },
    )
  })

  it('gives an error of the package back as it is', () => {
    const error = new BudgetBookError('closed', 'Closed', {})
    expect(budgetBookErrorFrom(error)).toBe(error)
  })

  it('carries the cause as an Error with the name and the message that it had, and nothing else', () => {
    const secret = Object.assign(new TypeError('no route to host'), { password: 'hunter2', sql: 'SELECT 1' })
    const error = new BudgetBookError('storage_unavailable', 'Down', { reason: 'x' }, { cause: secret })
    expect(error.toJSON().cause).toEqual({ name: 'TypeError', message: 'no route to host' })
    const again = budgetBookErrorFrom(error.toJSON())
    expect(again?.cause).toBeInstanceOf(Error)
    expect(String(again?.cause)).toBe('TypeError: no route to host')
  })

  it.each([{ password: 'hunter2' }, ['a'], () => 1, Symbol('s'), 5n, Number.NaN, undefined])(
    'leaves a cause out that is neither an error nor JSON: %o',
    (value) => {
      const error = new BudgetBookError('aborted', 'Aborted', {}, { cause: value })
      expect(error.toJSON()).not.toHaveProperty('cause')
      expect(JSON.stringify(error)).not.toContain('hunter2')
      expect(budgetBookErrorFrom(error.toJSON())).not.toHaveProperty('cause')
    },
  )

  it('shares nothing with the value', () => {
    const value = structuredClone(
      new BudgetBookError('month_closed', 'Closed', { months: ['2026-02'] }).toJSON(),
    )
    const again = budgetBookErrorFrom(value)
    ;(value.details.months as string[]).push('2026-03')
    expect(again?.details).toEqual({ months: ['2026-02'] })
  })

  it('is null for the structured clone of an error itself, which has lost its code', () => {
    const error = new BudgetBookError('closed', 'Closed', {})
    expect(budgetBookErrorFrom(structuredClone<unknown>(error))).toBeNull()
  })

  it('is null for anything else, and never throws', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        expect(budgetBookErrorFrom(make())).toBeNull()
      }),
    )
  })

  it('is null, or an error whose details fit its code, for anything that looks like the JSON of one', () => {
    const codes = fc.oneof(
      fc.constantFrom(...Object.keys(details)),
      fc.constantFrom('__proto__', 'toString', ''),
    )
    const nearly = fc.oneof(
      anyValueArbitrary(),
      anyError.map((error) => () => error.toJSON().details),
    )
    fc.assert(
      fc.property(codes, nearly, anyValueArbitrary(), (code, makeDetails, makeCause) => {
        const value = {
          name: 'BudgetBookError',
          code,
          message: 'm',
          details: makeDetails(),
          cause: makeCause(),
        }
        const error = budgetBookErrorFrom(value)
        if (error?.code === 'invalid_input')
          for (const { path } of error.details.issues) expect(path.join('.')).toBeTypeOf('string')
        if (error?.code === 'allocation_rejected')
          for (const one of error.details.violations) expect(one.message).toBeTypeOf('string')
        if (error) expect(JSON.parse(JSON.stringify(error))).toEqual(error.toJSON())
      }),
      { numRuns: 1_000 },
    )
  })

  const closed = { name: 'BudgetBookError', code: 'closed', message: 'Closed', details: {} }
  it.each([
    ['a name of another class', { ...closed, name: 'Error' }],
    ['no name', { ...closed, name: undefined }],
    ['a code that nobody knows', { ...closed, code: 'future_code' }],
    ['a code that objects inherit', { ...closed, code: 'constructor' }],
    ['no message', { ...closed, message: undefined }],
    ['no details', { ...closed, details: undefined }],
    ['a list for details', { ...closed, details: [] }],
    ['a field too few', { ...closed, code: 'not_found', details: { type: 'category' } }],
    ['a field of another type', { ...closed, code: 'month_closed', details: { months: [1] } }],
    ['a value that the field cannot have', { ...closed, code: 'conflict', details: { reason: 'other' } }],
    ['JSON that was not parsed', JSON.stringify(closed)],
  ])('is null for %s', (_, value) => {
    expect(budgetBookErrorFrom(closed)?.code).toBe('closed')
    expect(budgetBookErrorFrom(value)).toBeNull()
  })

  it('keeps what a newer version adds to the details', () => {
    const found = budgetBookErrorFrom({ ...closed, details: { since: '2026-02-14' } })
    expect(found?.details).toEqual({ since: '2026-02-14' })
  })

  it('narrows by the code', () => {
    const error = budgetBookErrorFrom(closed)
    expectTypeOf(error).toEqualTypeOf<AnyBudgetBookError | null>()
    if (error?.code === 'month_closed') expectTypeOf(error.details.months).toEqualTypeOf<readonly string[]>()
  })
})
