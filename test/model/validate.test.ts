import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { amountInputSchema, metadataSchema, totalSchema, wholeNumberSchema } from '../../src/model/fields.js'
import { validate } from '../../src/model/validate.js'
import { answers, issuesOf, refusalOf } from '../support/refusals.js'

const schema = z.strictObject({
  count: z.number(),
  name: z.string(),
  kind: z.enum(['a', 'b']),
  list: z.array(z.object({ text: z.string() })),
})
const input = { count: 1, name: 'x', kind: 'a', list: [{ text: 'y' }] }

const issuesWith = (fields: object) => issuesOf(() => validate(schema, { ...input, ...fields }))

describe('validate', () => {
  it('gives what the schema makes of the input', () => {
    expect(validate(schema, input)).toEqual(input)
    expect(validate(z.string().check(z.trim()), ' x ')).toBe('x')
  })

  it.each([
    [{ count: undefined }, [{ code: 'required', path: ['count'], message: 'This field is required' }]],
    [{ list: [{}] }, [{ code: 'required', path: ['list', 0, 'text'] }]],
    [{ list: [undefined] }, [{ code: 'required', path: ['list', 0] }]],
    [{ count: null }, [{ code: 'invalid_type', path: ['count'], params: { expected: 'number' } }]],
    [{ name: 5 }, [{ code: 'invalid_type', path: ['name'], params: { expected: 'string' } }]],
    [{ list: [5] }, [{ code: 'invalid_type', path: ['list', 0], params: { expected: 'object' } }]],
    [{ kind: 'c' }, [{ code: 'invalid_value', path: ['kind'] }]],
    [{ more: 1 }, [{ code: 'unknown_field', path: ['more'], message: 'There is no such field' }]],
    [
      { more: 1, other: undefined },
      [
        { code: 'unknown_field', path: ['more'] },
        { code: 'unknown_field', path: ['other'] },
      ],
    ],
    [
      { count: '1', name: undefined },
      [
        { code: 'invalid_type', path: ['count'] },
        { code: 'required', path: ['name'] },
      ],
    ],
  ])('says of %j what is wrong, in codes of its own', (fields, issues) => {
    expect(issuesWith(fields)).toMatchObject(issues)
  })

  it('says that the type is wrong where the input itself is what is required', () => {
    expect(issuesOf(() => validate(metadataSchema, undefined))).toMatchObject([
      { code: 'invalid_type', path: [] },
    ])
  })

  it('says params only where there are some', () => {
    expect(issuesWith({ kind: 'c' })[0]).not.toHaveProperty('params')
    expect(issuesWith({ count: undefined })[0]).not.toHaveProperty('params')
  })

  it('says of an invalid input that its type is wrong, not that it is required', () => {
    for (const value of [undefined, null, 5]) {
      expect(issuesOf(() => validate(schema, value))).toMatchObject([
        { code: 'invalid_type', path: [], params: { expected: 'object' } },
      ])
    }
  })

  it('leaves keys out of paths that JSON cannot carry', () => {
    const key = Symbol('key')
    const bySymbol = z.unknown().check(({ value, issues }) => {
      issues.push({ code: 'custom', message: 'Wrong', path: ['a', key, 0], input: value })
    })
    expect(issuesOf(() => validate(bySymbol, {}))).toEqual([
      { code: 'invalid_value', path: ['a', 0], message: 'Wrong' },
    ])
  })

  it('turns what a hostile input throws into unreadable', () => {
    const cause = new Error('mine')
    const hostile = {
      get count(): never {
        throw cause
      },
    }
    const error = refusalOf(() => validate(schema, hostile))
    expect(error.details.issues).toMatchObject([{ code: 'unreadable' }])
    expect(error.cause).toBe(cause)
  })
})

describe('fields of inputs', () => {
  it('require what is absent, with the same code whichever field it is', () => {
    const fields = z.object({ amount: amountInputSchema, metadata: metadataSchema })
    expect(issuesOf(() => validate(fields, {}))).toMatchObject([
      { code: 'required', path: ['amount'] },
      { code: 'required', path: ['metadata'] },
    ])
  })

  it('may be left out where they are optional', () => {
    const fields = z.object({ amount: z.optional(amountInputSchema), metadata: z.optional(metadataSchema) })
    expect(validate(fields, {})).toEqual({})
    expect(validate(fields, { amount: undefined, metadata: undefined })).toEqual({})
    expect(answers(() => validate(fields, { amount: null }))).toBe(false)
  })

  it('take amounts before their currency is known, a Decimal as text', () => {
    expect(validate(amountInputSchema, '-1000.12345')).toBe('-1000.12345')
    expect(validate(amountInputSchema, 0.1)).toBe(0.1)
    for (const value of ['1e3', '', Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(issuesOf(() => validate(amountInputSchema, value))).toMatchObject([{ code: 'invalid_amount' }])
    }
    expect(issuesOf(() => validate(amountInputSchema, true))).toMatchObject([
      { code: 'invalid_type', path: [] },
    ])
  })

  it('take whole numbers between their ends', () => {
    const oneToFive = wholeNumberSchema(1, 5)
    expect([1, 5].map((value) => validate(oneToFive, value))).toEqual([1, 5])
    expect(issuesOf(() => validate(oneToFive, 0))).toMatchObject([
      { code: 'too_small', params: { minimum: 1 } },
    ])
    expect(issuesOf(() => validate(oneToFive, 6))).toMatchObject([
      { code: 'too_big', params: { maximum: 5 } },
    ])
    for (const value of [1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', 1n, null]) {
      expect(issuesOf(() => validate(oneToFive, value))).toMatchObject([
        { code: 'invalid_type', params: { expected: 'integer' } },
      ])
    }
    expect(answers(() => validate(wholeNumberSchema(0), Number.MAX_SAFE_INTEGER))).toBe(true)
    expect(answers(() => validate(wholeNumberSchema(0), 2 ** 53))).toBe(false)
  })

  it('take totals of the size that sums have', () => {
    for (const total of ['0', '-0.01', `-${'9'.repeat(35)}.9999`])
      expect(validate(totalSchema, total)).toBe(total)
    for (const total of ['', '1.', '1e3', '9'.repeat(36), '1.00000', ' 1']) {
      expect(answers(() => validate(totalSchema, total))).toBe(false)
    }
  })
})
