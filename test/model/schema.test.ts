import { describe, expect, it } from 'vitest'
import * as classic from 'zod'
import * as z from 'zod/mini'
import {
  budgetSchema,
  BudgetBookError,
  categoryGroupSchema,
  categorySchema,
  expenseSchema,
  settingsSchema,
} from 'budgetbook'
import { requireDate } from '../../src/calendar/civil-date.js'
import { invalidInput, invalidInputs, issueOf } from '../../src/errors/invalid-input.js'
import { catching, converted, finding, loose, parsedText, textSchema, words } from '../../src/model/schema.js'
import { validate } from '../../src/model/validate.js'
import { issuesOf } from '../support/refusals.js'

const instant = '2026-02-14T09:30:00.000Z'
const origin = { metadata: {}, createdAt: instant, updatedAt: instant }
const category = { id: 'travel', name: ' Travel ', archived: false, groupId: null, rollover: null, ...origin }
const expense = {
  id: 'e1',
  categoryId: 'travel',
  amount: '-12.50',
  date: '2026-02-14',
  description: '',
  original: null,
  ...origin,
}

const odd = (value: number) => (value % 2 === 0 ? null : issueOf('invalid_value', 'Odd', { rest: 1 }))
const notText = (input: unknown) => issueOf('invalid_type', `Not text: ${typeof input}`)

describe('finding', () => {
  const even = z.number().check(finding(odd))

  it('adds what it finds below the path of the field', () => {
    expect(validate(even, 4)).toBe(4)
    expect(issuesOf(() => validate(z.object({ a: even }), { a: 3 }))).toEqual([
      { code: 'invalid_value', path: ['a'], message: 'Odd', params: { rest: 1 } },
    ])
  })

  it('lets a later check of the same value rest, but not the checks of other fields', () => {
    const twice = even.check(finding(() => issueOf('zero_amount', 'Never asked')))
    const issues = issuesOf(() => validate(z.object({ a: twice, b: even }), { a: 3, b: 5 }))
    expect(issues.map(({ code, path }) => [code, ...path])).toEqual([
      ['invalid_value', 'a'],
      ['invalid_value', 'b'],
    ])
  })

  it('gives an issue of its own each time, though a rule finds the same one', () => {
    const always = issueOf('duplicate', 'Again', undefined, ['half'])
    const schema = z.object({ a: z.unknown().check(finding(() => always)) })
    for (let count = 0; count < 2; count++) {
      expect(issuesOf(() => validate(schema, { a: 1 }))).toMatchObject([{ path: ['a', 'half'] }])
    }
    expect(always.path).toEqual(['half'])
  })
})

describe('catching', () => {
  it('adds all issues of an error', () => {
    const schema = z.unknown().check(
      catching(() => {
        throw invalidInputs([
          { code: 'invalid_date', path: ['half'], message: 'Odd', params: { rest: 1 } },
          { code: 'duplicate', path: [], message: 'Again' },
        ])
      }),
    )
    expect(issuesOf(() => validate(z.object({ a: schema }), { a: 3 }))).toEqual([
      { code: 'invalid_date', path: ['a', 'half'], message: 'Odd', params: { rest: 1 } },
      { code: 'duplicate', path: ['a'], message: 'Again' },
    ])
  })

  it('lets every other error through', () => {
    const error = new BudgetBookError('closed', 'Closed', {})
    const failing = z.unknown().check(
      catching(() => {
        throw error
      }),
    )
    expect(() => void validate(failing, 1)).toThrow(error)
  })
})

describe('schemas of text', () => {
  it('say of anything else what their rule says', () => {
    const schema = textSchema(
      notText,
      finding((text) => (text === '' ? issueOf('too_short', 'Empty') : null)),
    )
    expect(validate(schema, 'a')).toBe('a')
    expect(issuesOf(() => validate(schema, ''))).toMatchObject([{ code: 'too_short', message: 'Empty' }])
    expect(issuesOf(() => validate(schema, 5))).toEqual([
      { code: 'invalid_type', path: [], message: 'Not text: number', params: { expected: 'string' } },
    ])
  })

  it('say what their parser says', () => {
    const schema = parsedText(requireDate)
    expect(validate(schema, '2026-02-14')).toBe('2026-02-14')
    for (const value of ['2026-02-30', 5, null]) {
      const [own] = issuesOf(() => requireDate(value as string))
      expect(issuesOf(() => validate(schema, value))).toEqual([own])
    }
  })
})

describe('converted', () => {
  const doubled = converted<number>((value) => {
    if (typeof value === 'number') return value * 2
    throw invalidInput('invalid_type', 'A number is needed')
  })

  it('gives what the function makes of the input', () => {
    expect(validate(z.object({ a: doubled }), { a: 2 })).toEqual({ a: 4 })
  })

  it('says of a field that is missing that it is required, and may be optional', () => {
    expect(issuesOf(() => validate(z.object({ a: doubled }), {}))).toMatchObject([
      { code: 'required', path: ['a'] },
    ])
    expect(validate(z.object({ a: z.optional(doubled) }), {})).toEqual({})
  })
})

describe('loose', () => {
  it('keeps what it does not know, and the checks of the object', () => {
    const settings = { currency: 'USD', monthlyLimit: '5.00', monthStartDay: 1, more: [1] }
    expect(validate(loose(settingsSchema), settings)).toEqual(settings)
    expect(issuesOf(() => validate(loose(settingsSchema), { ...settings, monthlyLimit: '5' }))).toMatchObject(
      [{ code: 'invalid_amount', path: ['monthlyLimit'] }],
    )
  })
})

describe('words', () => {
  it.each([
    [z.object({}, words), 5, 'Must be an object'],
    [z.array(z.string(), words), 5, 'Must be a list'],
    [z.boolean(words), 5, 'Must be true or false'],
    [z.string(words), 5, 'Must be text'],
    [z.number(words), '5', 'Must be number'],
    [z.enum(['half-even', 'half-up'], words), 5, 'Must be "half-even" or "half-up"'],
    [z.strictObject({}, words), { a: 1 }, 'There is no such field'],
    [z.union([z.string(), z.number()], words), null, 'Not a valid value'],
  ])('say what zod finds wrong in a %o', (schema, input, message) => {
    expect(schema.safeParse(input).error?.issues).toMatchObject([{ message }])
  })
})

describe('the exported schemas', () => {
  it('stand in an object of the classic zod', () => {
    const form = classic.z.object({
      category: categorySchema,
      expense: expenseSchema,
      amount: budgetSchema.shape.amount,
      settings: settingsSchema,
    })
    const settings = { currency: 'USD', monthlyLimit: null, monthStartDay: 1 }
    const parsed = form.parse({ category, expense, amount: '5.00', settings })
    expect(parsed).toEqual({ category: { ...category, name: 'Travel' }, expense, amount: '5.00', settings })
    const refused = form.safeParse({ category: { ...category, id: '' }, expense, amount: '-5.00', settings })
    expect(refused.error?.issues).toEqual([
      {
        code: 'custom',
        path: ['category', 'id'],
        message: 'At least 1 character is needed',
        params: { issue: 'too_short', params: { minimum: 1 } },
      },
      {
        code: 'custom',
        path: ['amount'],
        message: 'A budget or a limit must be zero or more',
        params: { issue: 'negative_amount' },
      },
    ])
  })

  it('are Standard Schemas', async () => {
    const standard = categorySchema['~standard']
    expect(standard.version).toBe(1)
    expect(await standard.validate(category)).toEqual({ value: { ...category, name: 'Travel' } })
    expect(await standard.validate({ ...category, archived: 1 })).toMatchObject({
      issues: [{ path: ['archived'], message: 'Must be true or false' }],
    })
  })

  it.each([
    ['settings', settingsSchema],
    ['group', categoryGroupSchema],
    ['category', categorySchema],
    ['budget', budgetSchema],
    ['expense', expenseSchema],
  ] as const)('of a %s speak for themselves, whatever language zod is set to', (_name, schema) => {
    // The classic zod has set its English for the whole process.
    const wrong = Object.fromEntries(Object.keys(schema.shape).map((field) => [field, Symbol(field)]))
    for (const input of [wrong, {}, null]) {
      const { issues } = z.safeParse(schema, input).error ?? { issues: [] }
      expect(issues.length).toBeGreaterThan(0)
      expect(issues.filter(({ message }) => /invalid input|received/i.test(message))).toEqual([])
    }
  })
})
