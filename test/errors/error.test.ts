import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import fc from 'fast-check'
import {
  BudgetBookError,
  isBudgetBookError,
  type AllocationViolation,
  type AnyBudgetBookError,
  type InputIssue,
} from 'budgetbook'
import type * as Copy from '../../src/errors/error.js'
import { anyValueArbitrary } from '../support/hostile-values.js'

/** The class as another copy of the package has it. */
async function otherCopy(): Promise<typeof Copy> {
  vi.resetModules()
  return import('../../src/errors/error.js')
}

describe('BudgetBookError', () => {
  const details = { type: 'category', id: '7' } as const

  it('is an Error that carries its code, message and details', () => {
    const error = new BudgetBookError('not_found', 'No such category: 7', details)
    expect(error).toBeInstanceOf(Error)
    expect(error).toBeInstanceOf(BudgetBookError)
    expect([error.name, error.code, error.message]).toEqual([
      'BudgetBookError',
      'not_found',
      'No such category: 7',
    ])
    expect(error.details).toBe(details)
    expect(String(error)).toBe('BudgetBookError: No such category: 7')
    expect(error.stack).toContain('errors/error.test')
  })

  it('passes the error underneath on as its cause, and has none otherwise', () => {
    const cause = new Error('the disk')
    const error = new BudgetBookError('storage_unavailable', 'Unreachable', { reason: 'io' }, { cause })
    expect(error.cause).toBe(cause)
    expect('cause' in new BudgetBookError('closed', 'Closed', {})).toBe(false)
  })

  it('shows nothing in its fields but code, details and name', () => {
    const error = new BudgetBookError('not_found', 'No such category', details)
    expect(Object.keys(error).sort()).toEqual(['code', 'details', 'name'])
  })

  it('is JSON with its name, code, message and details, and no stack', () => {
    const error = new BudgetBookError('not_found', 'No such category', details)
    const json = { name: 'BudgetBookError', code: 'not_found', message: 'No such category', details }
    expect(error.toJSON()).toEqual(json)
    expect(JSON.parse(JSON.stringify({ error }))).toEqual({ error: json })
  })
})

describe('isBudgetBookError', () => {
  it('tells its own errors from others', () => {
    expect(isBudgetBookError(new BudgetBookError('closed', 'Closed', {}))).toBe(true)
    expect(isBudgetBookError(new Error('Closed'))).toBe(false)
    expect(isBudgetBookError(Object.assign(new Error('Closed'), { code: 'closed', details: {} }))).toBe(false)
    expect(isBudgetBookError(new DOMException('Closed', 'AbortError'))).toBe(false)
  })

  it('accepts the one code that is asked for', () => {
    const error = new BudgetBookError('closed', 'Closed', {})
    expect(isBudgetBookError(error, 'closed')).toBe(true)
    expect(isBudgetBookError(error, 'aborted')).toBe(false)
  })

  it('knows the errors of another copy of the package, and that copy knows its own', async () => {
    const other = await otherCopy()
    const foreign: unknown = new other.BudgetBookError('closed', 'Closed', {})
    expect(Object.getPrototypeOf(foreign)).not.toBe(BudgetBookError.prototype)
    expect(foreign).toBeInstanceOf(BudgetBookError)
    expect(isBudgetBookError(foreign)).toBe(true)
    expect(isBudgetBookError(foreign, 'closed')).toBe(true)
    expect(isBudgetBookError(foreign, 'aborted')).toBe(false)
    expect(other.isBudgetBookError(new BudgetBookError('closed', 'Closed', {}))).toBe(true)
  })

  it('knows the errors of subclasses', () => {
    class AppError extends BudgetBookError<'closed'> {}
    expect(isBudgetBookError(new AppError('closed', 'Closed', {}), 'closed')).toBe(true)
  })

  it('says no to any other value, and never throws', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        expect(isBudgetBookError(make())).toBe(false)
        expect(isBudgetBookError(make(), 'invalid_input')).toBe(false)
      }),
    )
  })

  it('narrows the details by the code', () => {
    const caught: unknown = new BudgetBookError('month_closed', 'Closed', { months: ['2026-02'] })
    if (!isBudgetBookError(caught, 'month_closed')) throw caught
    expectTypeOf(caught.details.months).toEqualTypeOf<readonly string[]>()
    expect(caught.details.months).toEqual(['2026-02'])
  })

  it('narrows to a union that a switch over the code takes apart', () => {
    const explain = (error: AnyBudgetBookError): readonly (InputIssue | AllocationViolation)[] => {
      switch (error.code) {
        case 'invalid_input':
          return error.details.issues
        case 'allocation_rejected':
          return error.details.violations
        default:
          return []
      }
    }
    const caught: unknown = new BudgetBookError('allocation_rejected', 'Too much', {
      policy: 'mine',
      month: '2026-02',
      violations: [{ code: 'mine', message: 'Too much' }],
    })
    expect(isBudgetBookError(caught) && explain(caught)).toEqual([{ code: 'mine', message: 'Too much' }])
  })
})
