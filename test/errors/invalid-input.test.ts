import { describe, expect, it } from 'vitest'
import { BudgetBookError, isBudgetBookError } from 'budgetbook'
import {
  atPath,
  guardInput,
  invalidInput,
  invalidInputs,
  requireIterable,
  requireMethods,
  requireObject,
  requireText,
  visitEach,
  withPath,
} from '../../src/errors/invalid-input.js'
import { answers, issuesOf, refusalOf } from '../support/refusals.js'

function refuse(): never {
  throw invalidInput('too_small', 'Too small', ['amount'], { minimum: 1 })
}

/** Throws anything; the type is a courtesy. */
function throwing(error: unknown): () => never {
  return () => {
    throw error as Error
  }
}

function thrownBy(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown')
}

describe('invalidInput', () => {
  it('is one issue, with params only where there are some', () => {
    expect(invalidInput('required', 'Required').details).toEqual({
      issues: [{ code: 'required', path: [], message: 'Required' }],
    })
    expect('params' in invalidInput('required', 'Required').details.issues[0]!).toBe(false)
    expect(invalidInput('too_big', 'Too big', ['limit'], { maximum: 9 }).details.issues).toEqual([
      { code: 'too_big', path: ['limit'], message: 'Too big', params: { maximum: 9 } },
    ])
  })

  it('says where in its message, and how many more there are', () => {
    const issue = { code: 'required', path: [3, 'date'], message: 'Required' } as const
    expect(invalidInput('required', 'Required').message).toBe('Required')
    expect(invalidInputs([issue]).message).toBe('3.date: Required')
    expect(invalidInputs([issue, issue, issue]).message).toBe('3.date: Required (and 2 more)')
    expect(invalidInputs([]).message).toBe('Invalid input')
  })
})

describe('atPath', () => {
  it('gives what the check gives', () => {
    expect(atPath(['a'], () => 5)).toBe(5)
  })

  it('puts the path before those of all issues, and keeps everything else of them', () => {
    const issues = issuesOf(() => atPath(['expenses', 3], () => atPath(['nested'], refuse)))
    expect(issues).toEqual([
      {
        code: 'too_small',
        path: ['expenses', 3, 'nested', 'amount'],
        message: 'Too small',
        params: { minimum: 1 },
      },
    ])
    const two = invalidInputs([...issues, { code: 'required', path: [], message: 'Required' }])
    const outer = issuesOf(() => atPath(['x'], throwing(two)))
    expect(outer.map(({ path }) => path)).toEqual([['x', 'expenses', 3, 'nested', 'amount'], ['x']])
  })

  it('says the longer path in the message', () => {
    expect(refusalOf(() => atPath(['expenses', 3], refuse)).message).toBe('expenses.3.amount: Too small')
  })

  it('leaves every other error as it is', () => {
    for (const error of [
      new Error('mine'),
      new BudgetBookError('closed', 'Closed', {}),
      'text',
      undefined,
      null,
    ]) {
      expect(thrownBy(() => atPath(['x'], throwing(error)))).toBe(error)
      expect(withPath(['x'], error)).toBe(error)
    }
  })

  it('keeps the cause, and makes none up', () => {
    const cause = new Error('underneath')
    const error = invalidInputs([{ code: 'unreadable', path: [], message: 'Unreadable' }], { cause })
    const moved = withPath(['x'], error)
    expect(moved).toMatchObject({ cause })
    expect('cause' in (withPath(['x'], invalidInput('required', 'Required')) as Error)).toBe(false)
  })
})

describe('guardInput', () => {
  it('gives what the function gives', () => {
    expect(guardInput(() => 5)).toBe(5)
  })

  it('turns what a hostile input throws into one unreadable issue, with that as the cause', () => {
    for (const cause of [new TypeError('mine'), 'text', undefined, null, 0]) {
      const error = refusalOf(() => guardInput(throwing(cause)))
      expect(error.details.issues.map(({ code, path }) => [code, path])).toEqual([['unreadable', []]])
      expect(error.cause).toBe(cause)
    }
  })

  it('passes the errors of the package on as they are', () => {
    for (const error of [new BudgetBookError('closed', 'Closed', {}), invalidInput('required', 'Required')]) {
      expect(thrownBy(() => guardInput(throwing(error)))).toBe(error)
    }
  })
})

describe('visitEach', () => {
  it('visits each item in order', () => {
    const seen: number[] = []
    visitEach('items', new Set([3, 1, 2]), (item) => seen.push(item))
    expect(seen).toEqual([3, 1, 2])
  })

  it('says in which list and at which position an item was refused, and stops there', () => {
    const seen: number[] = []
    const visit = (item: number) => {
      seen.push(item)
      if (item === 2) refuse()
    }
    expect(issuesOf(() => visitEach('items', [1, 2, 3], visit))).toMatchObject([
      { code: 'too_small', path: ['items', 1, 'amount'] },
    ])
    expect(seen).toEqual([1, 2])
  })

  it('says which list is not a list', () => {
    expect(issuesOf(() => visitEach('items', null as unknown as string[], refuse))).toMatchObject([
      { code: 'invalid_type', path: ['items'] },
    ])
  })

  it('lets what an iterator throws through', () => {
    const error = new Error('mine')
    function* items() {
      yield 1
      throw error
    }
    expect(thrownBy(() => visitEach('items', items(), () => undefined))).toBe(error)
  })
})

describe('what an input must be', () => {
  const values = [undefined, null, true, 5, 5n, Symbol('x'), 'text', {}, [], new Map(), () => 'text']
  const acceptedBy = (check: (value: unknown) => unknown) =>
    values.filter((value) => answers(() => check(value)))

  it('is a list where one is expected: text is not a list, though it can be iterated', () => {
    expect(acceptedBy((value) => requireIterable(value as never))).toEqual([[], new Map()])
    expect(answers(() => requireIterable({ [Symbol.iterator]: 5 } as never))).toBe(false)
    expect(issuesOf(() => requireIterable('text' as never))).toMatchObject([
      { code: 'invalid_type', path: [], params: { expected: 'iterable' } },
    ])
  })

  it('is an object where one is expected', () => {
    expect(acceptedBy((value) => requireObject(value, 'Settings'))).toEqual([{}, [], new Map()])
    expect(issuesOf(() => requireObject(null, 'Settings'))).toEqual([
      {
        code: 'invalid_type',
        path: [],
        message: 'Settings must be an object',
        params: { expected: 'object' },
      },
    ])
  })

  it('has the methods that are expected, its own or inherited', () => {
    class Store {
      open() {}
    }
    const methods = ['open', 'close']
    for (const value of [Object.assign(new Store(), { close: () => undefined }), { open() {}, close() {} }]) {
      expect(answers(() => requireMethods(value, 'A storage', methods))).toBe(true)
    }
    for (const value of [new Store(), { open() {}, close: 'now' }, { open() {}, close: undefined }]) {
      expect(issuesOf(() => requireMethods(value, 'A storage', methods))).toEqual([
        {
          code: 'invalid_type',
          path: [],
          message: 'A storage must have a method close',
          params: { expected: 'close' },
        },
      ])
    }
    expect(issuesOf(() => requireMethods(null, 'A storage', methods))).toMatchObject([
      { code: 'invalid_type', params: { expected: 'object' } },
    ])
  })

  it('is text where that is expected', () => {
    expect(acceptedBy((value) => requireText(value, 'A name'))).toEqual(['text'])
    expect(issuesOf(() => requireText(5, 'A name'))).toEqual([
      { code: 'invalid_type', path: [], message: 'A name must be text', params: { expected: 'string' } },
    ])
  })

  it('is refused with errors that isBudgetBookError knows', () => {
    expect(isBudgetBookError(thrownBy(refuse), 'invalid_input')).toBe(true)
  })
})
