import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import {
  BudgetBookError,
  createMemoryAdapter,
  enforcePolicy,
  enforceSpending,
  messagesByField,
  openBudgetBook,
  parseAmount,
  type AllocationViolation,
  type ErrorCode,
  type ErrorDetails,
  type FieldProblem,
  type InputIssue,
} from 'budgetbook'
import { anyValueArbitrary } from '../support/hostile-values.js'

const none: readonly AllocationViolation[] = []
const refusal = { policy: 'mine', month: '2026-02', violations: none }

/** Details of every code, and the field that a problem of it belongs to. */
const cases: {
  readonly [Code in ErrorCode]: { readonly details: ErrorDetails[Code]; readonly field: string }
} = {
  invalid_input: { details: { issues: [] }, field: '' },
  not_found: { details: { type: 'category', id: '7' }, field: '' },
  duplicate_category: { details: { name: 'Food', categoryId: '7' }, field: 'name' },
  duplicate_group: { details: { name: 'Home', groupId: '7' }, field: 'name' },
  duplicate_budget: { details: { month: '2026-02', categoryId: '7', budgetId: '8' }, field: 'categoryId' },
  category_in_use: {
    details: { categoryId: '7', budgetCount: 1, expenseCount: 2, holdCount: 3 },
    field: '',
  },
  group_in_use: { details: { groupId: '7', categoryCount: 1 }, field: '' },
  category_archived: { details: { categoryId: '7', name: 'Food' }, field: 'categoryId' },
  month_closed: { details: { months: ['2026-01'] }, field: '' },
  currency_locked: { details: { currency: 'USD', requested: 'EUR' }, field: 'currency' },
  month_start_locked: { details: { monthStartDay: 1, requested: 25 }, field: 'monthStartDay' },
  allocation_rejected: { details: refusal, field: 'amount' },
  spending_rejected: { details: refusal, field: 'amount' },
  hold_expired: { details: { id: '7', expiresAt: '2026-02-15T00:00:00.000Z' }, field: '' },
  too_many_holds: { details: { month: '2026-02', maximum: 100 }, field: '' },
  history_unsupported: { details: { reason: 'off' }, field: '' },
  undo_conflict: { details: { entryId: '7', reason: 'changed', ids: ['8'] }, field: '' },
  policy_failed: { details: { policy: 'mine', reason: 'threw' }, field: '' },
  isolation_insufficient: {
    details: { policy: 'mine', reach: 'origin', isolation: 'instance' },
    field: '',
  },
  precondition_failed: { details: { type: 'expense', id: '7' }, field: '' },
  conflict: { details: { reason: 'id_taken' }, field: '' },
  quota_exceeded: { details: { bookId: 'default' }, field: '' },
  storage_corrupt: { details: { bookId: 'default', location: 'a', reason: 'b' }, field: '' },
  storage_future_version: { details: { location: 'a', found: '2.0', supported: '1.0' }, field: '' },
  storage_unavailable: { details: { reason: 'no_lock' }, field: '' },
  outcome_unknown: { details: { operationId: 'op' }, field: '' },
  operation_mismatch: { details: { operationId: 'op' }, field: '' },
  aborted: { details: {}, field: '' },
  closed: { details: {}, field: '' },
}

/** The problems that `translate` gets. */
function problemsOf(error: unknown): FieldProblem[] {
  const problems: FieldProblem[] = []
  messagesByField(error, (problem) => {
    problems.push(problem)
    return ''
  })
  return problems
}

async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.unreachable('the call was not refused'),
    (error: unknown) => error,
  )
}

async function openStrict() {
  const book = await openBudgetBook({
    storage: createMemoryAdapter(),
    allocationPolicy: enforcePolicy(),
    spendingPolicy: enforceSpending({ of: ['category', 'limit'] }),
  })
  await book.settings.update({ currency: 'USD', monthlyLimit: '100' })
  const { id: categoryId } = await book.categories.create({ name: 'Food' })
  return { book, categoryId }
}

describe('messagesByField', () => {
  it.each(Object.entries(cases))('gives %s to its field, with its facts', (code, { details, field }) => {
    const error = new BudgetBookError(code as ErrorCode, 'The text', details)
    expect(messagesByField(error)).toEqual({ [field]: ['The text'] })
    expect(problemsOf(error)).toEqual([{ field, code, message: 'The text', params: details }])
  })

  it('gives each issue to the field of its path, in their order', () => {
    const issues: InputIssue[] = [
      { code: 'required', path: ['amount'], message: 'first' },
      { code: 'too_long', path: ['expenses', 3, 'date'], message: 'second', params: { maximum: 5 } },
      { code: 'invalid_type', path: ['amount'], message: 'third' },
      { code: 'unreadable', path: [], message: 'fourth' },
    ]
    const error = new BudgetBookError('invalid_input', 'All', { issues })
    expect(messagesByField(error)).toEqual({
      amount: ['first', 'third'],
      'expenses.3.date': ['second'],
      '': ['fourth'],
    })
    expect(problemsOf(error)[1]).toEqual({
      field: 'expenses.3.date',
      code: 'too_long',
      message: 'second',
      params: { maximum: 5 },
    })
    expect(problemsOf(error)[0]?.params).toEqual({})
  })

  it('finds the text of every issue under its path, whatever the path is', () => {
    const segment = fc.oneof(
      fc.nat(9),
      fc.string({ maxLength: 4 }),
      fc.constantFrom('__proto__', 'constructor', 'toString'),
    )
    const issue = fc.record({
      code: fc.constant('required' as const),
      path: fc.array(segment, { maxLength: 3 }),
      message: fc.string({ maxLength: 4 }),
    })
    fc.assert(
      fc.property(fc.array(issue, { minLength: 1, maxLength: 6 }), (issues) => {
        const messages = messagesByField(new BudgetBookError('invalid_input', 'All', { issues }))
        for (const { path, message } of issues) {
          expect(Object.hasOwn(messages, path.join('.'))).toBe(true)
          expect(messages[path.join('.')]).toContain(message)
        }
        expect(Object.values(messages).flat()).toHaveLength(issues.length)
      }),
    )
  })

  it('gives the violations of a policy to amount, with what each is about', async () => {
    const { book, categoryId } = await openStrict()
    const refused = await refusalOf(book.budgets.create({ categoryId, month: '2026-02', amount: '150' }))
    const [violation] = (refused as BudgetBookError<'allocation_rejected'>).details.violations
    expect(messagesByField(refused)).toEqual({ amount: [violation!.message] })
    expect(problemsOf(refused)).toEqual([
      {
        field: 'amount',
        code: 'monthly_limit_exceeded',
        message: violation!.message,
        params: expect.objectContaining({
          overage: '50.00',
          monthlyLimit: '100.00',
          largestAccepted: '100.00',
        }),
      },
    ])
  })

  it('gives each violation of spending to amount', async () => {
    const { book, categoryId } = await openStrict()
    await book.budgets.create({ categoryId, month: '2026-02', amount: '50' })
    const refused = await refusalOf(book.expenses.spend({ categoryId, amount: '150', date: '2026-02-14' }))
    const { violations } = (refused as BudgetBookError<'spending_rejected'>).details
    expect(violations.length).toBeGreaterThan(1)
    expect(messagesByField(refused)).toEqual({ amount: violations.map(({ message }) => message) })
    expect(problemsOf(refused).map(({ code, params }) => [code, params['of']])).toEqual([
      ['spending_limit_exceeded', 'category'],
      ['spending_limit_exceeded', 'limit'],
    ])
  })

  it('keeps the month and the categories of a violation among its params', () => {
    const violations = [
      { code: 'mine', message: 'No', categoryIds: ['a'], month: '2026-03', details: { by: '1.00' } },
    ]
    const error = new BudgetBookError('allocation_rejected', 'Refused', { ...refusal, violations })
    expect(problemsOf(error)).toEqual([
      {
        field: 'amount',
        code: 'mine',
        message: 'No',
        params: { categoryIds: ['a'], month: '2026-03', by: '1.00' },
      },
    ])
  })

  it('shows the text of the translation, which gets one problem at a time', () => {
    const issues: InputIssue[] = [
      { code: 'too_long', path: ['name'], message: 'Too long', params: { maximum: 5 } },
      { code: 'required', path: ['amount'], message: 'Required' },
    ]
    const translate = vi.fn(({ code, params }: FieldProblem) => `${code} ${JSON.stringify(params)}`)
    expect(messagesByField(new BudgetBookError('invalid_input', 'All', { issues }), translate)).toEqual({
      name: ['too_long {"maximum":5}'],
      amount: ['required {}'],
    })
    expect(translate.mock.calls.map((args) => args.length)).toEqual([1, 1])
  })

  it('tells of an amount with too many decimals how many there may be', () => {
    let thrown: unknown
    try {
      parseAmount('1.005', 'USD')
    } catch (error) {
      thrown = error
    }
    expect(problemsOf(thrown)).toMatchObject([
      { field: 'input', code: 'too_many_decimals', params: { decimals: 3, scale: 2 } },
    ])
  })

  it('cannot change the error through the params', () => {
    const details = { name: 'Food', categoryId: '7' }
    const [problem] = problemsOf(new BudgetBookError('duplicate_category', 'There', details))
    Object.assign(problem!.params, { name: 'changed' })
    expect(details.name).toBe('Food')
  })

  it.each([
    { what: 'an error', error: new TypeError('fetch failed'), text: 'fetch failed' },
    { what: 'text', error: 'no', text: 'no' },
    { what: 'nothing', error: undefined, text: 'undefined' },
    { what: 'null', error: null, text: 'null' },
    { what: 'a symbol', error: Symbol('no'), text: 'Symbol(no)' },
    { what: 'an object without a text', error: Object.create(null) as unknown, text: 'Unknown error' },
    {
      what: 'an error with an invalid message',
      error: Object.assign(new Error(), { message: 5 }),
      text: '5',
    },
    {
      what: 'an error whose message cannot be shown',
      error: Object.assign(new Error(), { message: Object.create(null) as unknown }),
      text: 'Unknown error',
    },
  ])('gives $what to the whole form', ({ error, text }) => {
    expect(messagesByField(error)).toEqual({ '': [text] })
    expect(problemsOf(error)).toEqual([{ field: '', code: 'unknown', message: text, params: {} }])
  })

  it('has a text for anything that can be thrown', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        const messages = messagesByField(make())
        expect(Object.keys(messages)).toEqual([''])
        expect(messages['']).toEqual([expect.any(String)])
      }),
      { numRuns: 500 },
    )
  })

  // Nothing of the package makes such an error, but any code can.
  it.each([
    { code: 'invalid_input', details: null },
    { code: 'invalid_input', details: {} },
    { code: 'invalid_input', details: { issues: [null] } },
    { code: 'invalid_input', details: { issues: [{ code: 'required', message: 'x' }] } },
    { code: 'invalid_input', details: { issues: [{ code: 'required', message: 'x', path: [Symbol('x')] }] } },
    { code: 'spending_rejected', details: { violations: 5 } },
    { code: 'allocation_rejected', details: undefined },
    { code: 'no_such_code', details: {} },
    { code: 'toString', details: {} },
    { code: '__proto__', details: {} },
  ])('has a text for an error of $code with invalid details: $details', ({ code, details }) => {
    const error = new BudgetBookError(code as never, 'The text', details as never)
    const messages = messagesByField(error)
    expect(Object.values(messages)).toEqual([['The text']])
    for (const field of Object.keys(messages)) expect(['', 'amount']).toContain(field)
  })
})
