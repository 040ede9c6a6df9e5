import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type * as z from 'zod/mini'
import {
  budgetSchema,
  categoryGroupSchema,
  categorySchema,
  defaultSettings,
  expenseSchema,
  holdSchema,
  listCurrencies,
  settingsSchema,
  type Hold,
} from 'budgetbook'
import { compareHolds, isLive } from '../../src/model/hold.js'
import { validate } from '../../src/model/validate.js'
import { civilDateArbitrary, monthArbitrary, startDayArbitrary } from '../support/arbitraries/calendar.js'
import { anyValueArbitrary } from '../support/hostile-values.js'
import { amountArbitrary, currencyArbitrary } from '../support/arbitraries/money.js'
import { answers, issuesOf } from '../support/refusals.js'

const instant = '2026-02-14T09:30:00.000Z'
const origin = { metadata: {}, createdAt: instant, updatedAt: instant }

const valid = {
  settings: { currency: 'USD', monthlyLimit: '5000.00', monthStartDay: 25 },
  group: { id: 'fun', name: 'Fun', ...origin },
  category: { id: 'travel', name: 'Travel', archived: false, groupId: null, rollover: null, ...origin },
  budget: { id: 'b1', categoryId: 'travel', month: '2026-02', amount: '0.00', ...origin },
  expense: {
    id: 'e1',
    categoryId: 'travel',
    amount: '-12.50',
    date: '2026-02-14',
    description: '',
    original: null,
    ...origin,
  },
  hold: {
    id: 'h1',
    categoryId: 'travel',
    amount: '12.50',
    date: '2026-02-14',
    expiresAt: null,
    description: '',
    ...origin,
  },
}

const schemas: Record<keyof typeof valid, z.ZodMiniType> = {
  settings: settingsSchema,
  group: categoryGroupSchema,
  category: categorySchema,
  budget: budgetSchema,
  expense: expenseSchema,
  hold: holdSchema,
}

const laterFields: ReadonlySet<string> = new Set(['groupId', 'rollover', 'original'])

type Kind = keyof typeof valid
const kinds = Object.keys(valid) as Kind[]

/** The issues of an otherwise valid entity with one field of another value. */
function issuesWith(kind: Kind, field: string, value: unknown) {
  return issuesOf(() => validate(schemas[kind], { ...valid[kind], [field]: value }))
}

function accepts(kind: Kind, field: string, value: unknown): boolean {
  return answers(() => validate(schemas[kind], { ...valid[kind], [field]: value }))
}

describe.each(kinds)('the schema of a %s', (kind) => {
  it('leaves a valid one as it is, and makes a new object', () => {
    const parsed = validate(schemas[kind], valid[kind])
    expect(parsed).toEqual(valid[kind])
    expect(parsed).not.toBe(valid[kind])
  })

  it('requires every field of version 1.0, and takes null for one that came later', () => {
    for (const field of Object.keys(valid[kind])) {
      if (laterFields.has(field)) {
        expect(accepts(kind, field, undefined)).toBe(true)
        continue
      }
      const { [field]: _left, ...others } = valid[kind] as Record<string, unknown>
      expect(issuesOf(() => validate(schemas[kind], others))).toMatchObject([
        { code: 'required', path: [field] },
      ])
      expect(issuesWith(kind, field, undefined)).toMatchObject([{ code: 'required', path: [field] }])
    }
  })

  it('lists what is wrong with every field at once', () => {
    const fields = Object.keys(valid[kind])
    const wrong = Object.fromEntries(fields.map((field) => [field, Symbol('wrong')]))
    const issues = issuesOf(() => validate(schemas[kind], wrong))
    expect(issues.map(({ path }) => path)).toEqual(fields.map((field) => [field]))
  })

  it('answers any value in any field with an entity or with invalid_input', () => {
    const field = fc.constantFrom(...Object.keys(valid[kind]))
    fc.assert(
      fc.property(field, anyValueArbitrary(), (name, make) => {
        accepts(kind, name, make())
        answers(() => validate(schemas[kind], make()))
      }),
      { numRuns: 300 },
    )
  })
})

describe('the default settings', () => {
  it('are rupees without a limit, with months that start on the first', () => {
    expect(defaultSettings).toEqual({ currency: 'INR', monthlyLimit: null, monthStartDay: 1 })
    expect(validate(settingsSchema, defaultSettings)).toEqual(defaultSettings)
  })
})

describe('settings', () => {
  it('take every limit of zero or more that is canonical in their currency', () => {
    const settings = currencyArbitrary().chain((currency) =>
      fc.record({
        currency: fc.constant(currency),
        monthlyLimit: fc.option(amountArbitrary(currency, { min: '0' })),
        monthStartDay: startDayArbitrary(),
      }),
    )
    fc.assert(
      fc.property(settings, (value) => {
        expect(validate(settingsSchema, value)).toEqual(value)
      }),
    )
  })

  it.each([
    ['USD', '5000', 'invalid_amount'],
    ['USD', '5000.0', 'invalid_amount'],
    ['USD', '5000.000', 'invalid_amount'],
    ['JPY', '5000.00', 'invalid_amount'],
    ['USD', '5e3', 'invalid_amount'],
    ['USD', '-5.00', 'negative_amount'],
    ['KWD', '5.00', 'invalid_amount'],
  ])('in %s refuse a limit of %s once: %s', (currency, monthlyLimit, code) => {
    const issues = issuesOf(() => validate(settingsSchema, { currency, monthlyLimit, monthStartDay: 1 }))
    expect(issues).toMatchObject([{ code, path: ['monthlyLimit'] }])
  })

  it('take the currencies that are read, withdrawn ones too, and no others', () => {
    for (const { code, minorUnits } of listCurrencies()) {
      // The limit that stands beside it has two decimals.
      expect(accepts('settings', 'currency', code)).toBe(minorUnits === 2)
    }
    expect(accepts('settings', 'currency', 'HRK')).toBe(true)
    for (const code of ['XAU', 'usd', '']) {
      expect(issuesWith('settings', 'currency', code)).toMatchObject([
        { code: 'unknown_currency', path: ['currency'] },
      ])
    }
  })

  it.each([
    [0, 'too_small', { minimum: 1 }],
    [29, 'too_big', { maximum: 28 }],
    [1.5, 'invalid_type', { expected: 'integer' }],
    [Number.NaN, 'invalid_type', { expected: 'integer' }],
    ['1', 'invalid_type', { expected: 'integer' }],
    [null, 'invalid_type', { expected: 'integer' }],
  ])('refuse %j as the start day', (day, code, params) => {
    expect(issuesWith('settings', 'monthStartDay', day)).toMatchObject([
      { code, path: ['monthStartDay'], params },
    ])
  })
})

describe('names, ids and descriptions', () => {
  it('of categories are trimmed', () => {
    const named = validate(categorySchema, { ...valid.category, name: ' \t\u00A0Food & drink\u3000\n' })
    expect(named.name).toBe('Food & drink')
  })

  it.each([
    ['group', 'name', 1, 100],
    ['group', 'id', 1, 200],
    ['category', 'name', 1, 100],
    ['category', 'id', 1, 200],
    ['category', 'groupId', 1, 200],
    ['budget', 'id', 1, 200],
    ['budget', 'categoryId', 1, 200],
    ['expense', 'id', 1, 200],
    ['expense', 'categoryId', 1, 200],
    ['expense', 'description', 0, 500],
  ] as const)('of a %s: the %s has %d to %d characters', (kind, field, minimum, maximum) => {
    for (const character of ['x', '€', '😀']) {
      expect(accepts(kind, field, character.repeat(maximum))).toBe(true)
      expect(issuesWith(kind, field, character.repeat(maximum + 1))).toMatchObject([
        { code: 'too_long', path: [field], params: { maximum } },
      ])
    }
    expect(accepts(kind, field, '')).toBe(minimum === 0)
    if (minimum > 0) {
      expect(issuesWith(kind, field, '')).toMatchObject([
        { code: 'too_short', path: [field], params: { minimum } },
      ])
    }
    for (const text of ['a\0', '\uD800', 'x\uDC00']) {
      expect(issuesWith(kind, field, text)).toMatchObject([{ code: 'unsupported_text', path: [field] }])
    }
  })

  it('of categories are not only spaces, and spaces around them do not count', () => {
    expect(issuesWith('category', 'name', ' \n ')).toMatchObject([{ code: 'too_short', path: ['name'] }])
    expect(accepts('category', 'name', ` ${'x'.repeat(100)} `)).toBe(true)
  })
})

describe('amounts', () => {
  it('are canonical: every amount of every currency is', () => {
    const amounts = currencyArbitrary().chain((currency) => amountArbitrary(currency))
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(accepts('expense', 'amount', amount)).toBe(true)
        expect(accepts('budget', 'amount', amount)).toBe(!amount.startsWith('-'))
        expect(accepts('hold', 'amount', amount)).toBe(/^[^-]*[1-9]/.test(amount))
      }),
    )
  })

  it.each([
    ...[
      '',
      '-',
      '1.',
      '.5',
      '-.5',
      '01',
      '00',
      '-01',
      '-0',
      '-0.0',
      '-0.00',
      '-0.0000',
      '+1',
      '1e3',
      '0x1',
      ' 1',
      '1 ',
    ],
    ...['1\n', '1,00', '1.00000', '1000000000000000', '1000000000000000.00', 'NaN', '١'],
  ])('are not %j', (text) => {
    expect(issuesWith('expense', 'amount', text)).toMatchObject([
      { code: 'invalid_amount', path: ['amount'] },
    ])
    expect(issuesWith('budget', 'amount', text)).toMatchObject([{ code: 'invalid_amount', path: ['amount'] }])
  })

  it('of budgets are zero or more', () => {
    expect(accepts('budget', 'amount', '0')).toBe(true)
    expect(issuesWith('budget', 'amount', '-0.01')).toMatchObject([
      { code: 'negative_amount', path: ['amount'] },
    ])
  })
})

describe('a rollover rule', () => {
  const rule = { from: '2026-01', carry: 'both', cap: '50.00', opening: '-1.00' }

  it('is kept as it is, with what a newer version added', () => {
    for (const rollover of [rule, { ...rule, cap: null }, { ...rule, carry: 'unspent', more: [1] }]) {
      const parsed = validate(categorySchema, { ...valid.category, rollover })
      expect(parsed.rollover).toEqual(rollover)
      expect(parsed.rollover).not.toBe(rollover)
    }
  })

  it.each([
    ['from', '2026-13', 'invalid_month'],
    ['carry', 'all', 'invalid_value'],
    ['cap', '-0.01', 'negative_amount'],
    ['cap', 50, 'invalid_type'],
    ['cap', undefined, 'required'],
    ['opening', '01', 'invalid_amount'],
    ['opening', null, 'invalid_type'],
    ['opening', undefined, 'required'],
  ])('with %s %j: %s', (field, value, code) => {
    const issues = issuesWith('category', 'rollover', { ...rule, [field]: value })
    expect(issues).toMatchObject([{ code, path: ['rollover', field] }])
    expect(issues).toHaveLength(1)
  })
})

describe('an original amount', () => {
  const original = { amount: '-100', currency: 'JPY', rate: '0.0067' }

  it('is kept as it is, with what a newer version added', () => {
    for (const kept of [original, { ...original, more: { a: 1 } }]) {
      expect(validate(expenseSchema, { ...valid.expense, original: kept }).original).toEqual(kept)
    }
  })

  it.each([
    ['amount', '1e3', 'invalid_amount'],
    ['amount', 1, 'invalid_type'],
    ['currency', 'XAU', 'unknown_currency'],
    ['currency', undefined, 'required'],
    ['rate', '0', 'too_small'],
    ['rate', '-1', 'too_small'],
    ['rate', 'x', 'invalid_amount'],
    ['rate', 1, 'invalid_type'],
    ['rate', undefined, 'required'],
  ])('with %s %j: %s', (field, value, code) => {
    const issues = issuesWith('expense', 'original', { ...original, [field]: value })
    expect(issues).toMatchObject([{ code, path: ['original', field] }])
    expect(issues).toHaveLength(1)
  })
})

const years = { min: new Date('0000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z') }

describe('dates, months and instants', () => {
  it('are those of the calendar', () => {
    fc.assert(
      fc.property(civilDateArbitrary(), monthArbitrary(), (date, month) => {
        expect(accepts('expense', 'date', date)).toBe(true)
        expect(accepts('budget', 'month', month)).toBe(true)
      }),
    )
    expect(issuesWith('expense', 'date', '2025-02-29')).toMatchObject([
      { code: 'invalid_date', path: ['date'] },
    ])
    expect(issuesWith('budget', 'month', '2025-13')).toMatchObject([
      { code: 'invalid_month', path: ['month'] },
    ])
  })

  it('are written as toISOString writes them', () => {
    fc.assert(
      fc.property(fc.date({ ...years, noInvalidDate: true }), (date) =>
        accepts('expense', 'createdAt', date.toISOString()),
      ),
    )
  })

  it.each([
    ...[
      '',
      'now',
      '2026-02-14',
      '2026-02-14T09:30:00Z',
      '2026-02-14T09:30:00.000',
      '2026-02-14 09:30:00.000Z',
    ],
    ...['2026-02-14T09:30:00.000+00:00', '2026-02-14T10:30:00.00+01', '2026-02-30T09:30:00.000Z'],
    ...['2026-02-14T24:00:00.000Z', '2026-02-14T09:60:00.000Z', '2026-02-14t09:30:00.000z'],
    ...['+012026-02-14T09:30:00.000Z', '2026-02-14T09:30:00.0000Z', 'Sat Feb 14 2026 09:30:00'],
  ])('are not %j', (text) => {
    for (const field of ['createdAt', 'updatedAt']) {
      expect(issuesWith('category', field, text)).toMatchObject([{ code: 'invalid_value', path: [field] }])
    }
  })
})

describe('a hold', () => {
  it('is above zero', () => {
    for (const amount of ['0', '0.00', '0.0000'])
      expect(issuesWith('hold', 'amount', amount)).toMatchObject([{ code: 'zero_amount', path: ['amount'] }])
    expect(issuesWith('hold', 'amount', '-0.01')).toMatchObject([
      { code: 'negative_amount', path: ['amount'] },
    ])
  })

  it('ends at an instant, or never', () => {
    expect(accepts('hold', 'expiresAt', '0001-01-01T00:00:00.000Z')).toBe(true)
    expect(accepts('hold', 'expiresAt', null)).toBe(true)
    for (const text of ['', '2026-02-14', '2026-02-14T09:30:00Z', '2026-02-30T09:30:00.000Z'])
      expect(issuesWith('hold', 'expiresAt', text)).toMatchObject([
        { code: 'invalid_value', path: ['expiresAt'] },
      ])
  })

  it('counts before the instant of its end, and not from then on', () => {
    fc.assert(
      fc.property(
        fc.date({ ...years, noInvalidDate: true }),
        fc.integer({ min: -2, max: 2 }),
        (end, more) => {
          const now = new Date(end.getTime() + more)
          fc.pre(now.getTime() >= years.min.getTime() && now.getTime() <= years.max.getTime())
          expect(isLive({ expiresAt: end.toISOString() }, now.toISOString())).toBe(more < 0)
        },
      ),
    )
    expect(isLive({ expiresAt: null }, instant)).toBe(true)
  })

  it('comes after those that were placed before it, and at one instant by its id', () => {
    const hold = (id: string, createdAt: string) => ({ id, createdAt }) as Hold
    const early = '2026-02-14T09:29:59.999Z'
    const [a, b, c] = [hold('b', early), hold('a', instant), hold('b', instant)]
    expect([c, b, a].toSorted(compareHolds)).toEqual([a, b, c])
    expect(compareHolds(b, b)).toBe(0)
  })
})

describe('an id that is a number', () => {
  it.each([7, 7n, Number.NaN])('is refused, and the message says what to pass: %s', (id) => {
    expect(issuesWith('category', 'id', id)).toMatchObject([
      { code: 'invalid_type', path: ['id'], message: expect.stringContaining('Pass String(id)') as string },
    ])
  })
})
