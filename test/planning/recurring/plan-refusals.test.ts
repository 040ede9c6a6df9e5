import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { InputIssue } from 'budgetbook'
import { draftExpenses, occurrences, planMonth, prorate, type PlanMonthInput } from 'budgetbook/planning'
import { anyValueArbitrary } from '../../support/hostile-values.js'
import { answers, issuesOf } from '../../support/refusals.js'
import { pathsOf, replaceAt, unreliable } from '../../support/storages/unreliable.js'

const rule = { start: '2026-01-31', unit: 'month', every: 2, day: 30, until: '2027-01-01' } as const
const home = { categoryId: 'home' } as const
const car = { categoryId: 'car' } as const
const sound = {
  month: '2026-03',
  today: '2026-02-20',
  settings: { currency: 'USD', monthlyLimit: null, monthStartDay: 25 },
  categories: [
    { id: 'home', name: 'Home' },
    { id: 'car', name: 'Car', archived: false },
  ],
  budgets: [{ categoryId: 'home', month: '2026-01', amount: '800.00' }],
  expenses: [{ categoryId: 'car', date: '2026-01-10', amount: '12.00' }],
  templates: [
    { ...home, kind: 'fixed', amount: '10.00' },
    { ...home, kind: 'recurring', amount: '5.00', rule },
    { ...home, kind: 'copy', monthsAgo: 2 },
    { ...car, kind: 'average', months: 3, basis: 'mean' },
    { ...home, kind: 'refill', upTo: '50.00' },
    { ...car, kind: 'by', target: '600.00', month: '2026-08', every: 12 },
    { ...car, kind: 'share', weight: 0.5 },
  ],
  available: '100.00',
  carriedIn: [{ categoryId: 'car', carriedIn: '-20.00' }],
} as const

const withTemplate = (template: unknown) => ({ ...sound, templates: [template] })
const at = (...path: readonly string[]) => ['templates', 0, ...path]

describe('planMonth', () => {
  it.each<[string, InputIssue['code'], InputIssue['path'], unknown]>([
    ['nothing at all', 'invalid_type', [], undefined],
    ['an invalid month', 'invalid_month', ['month'], { ...sound, month: '2026-13' }],
    ['no today', 'invalid_type', ['today'], { ...sound, today: undefined }],
    ['today as a month', 'invalid_date', ['today'], { ...sound, today: '2026-02' }],
    ['expenses beside spending', 'invalid_value', [], { ...sound, spending: [] }],
    ['no templates', 'invalid_type', ['templates'], { ...sound, templates: undefined }],
    ['available that is not an amount', 'invalid_amount', ['available'], { ...sound, available: 'all' }],
    ['too many decimals', 'too_many_decimals', ['available'], { ...sound, available: '1.001' }],
    ['an invalid template', 'invalid_type', at(), withTemplate(null)],
    [
      'an unknown category',
      'unknown_category',
      at('categoryId'),
      withTemplate({ categoryId: 'x', kind: 'fixed', amount: 1 }),
    ],
    ['no category', 'invalid_type', at('categoryId'), withTemplate({ kind: 'fixed', amount: 1 })],
    ['an unknown kind', 'invalid_value', at('kind'), withTemplate({ ...home, kind: 'percent' })],
    ['no kind', 'invalid_value', at('kind'), withTemplate(home)],
    [
      'an amount below zero',
      'negative_amount',
      at('amount'),
      withTemplate({ ...home, kind: 'fixed', amount: '-0.01' }),
    ],
    [
      '16 digits',
      'too_many_digits',
      at('amount'),
      withTemplate({ ...home, kind: 'fixed', amount: '1'.repeat(16) }),
    ],
    ['no amount', 'invalid_type', at('amount'), withTemplate({ ...home, kind: 'recurring', rule })],
    ['no rule', 'invalid_type', at('rule'), withTemplate({ ...home, kind: 'recurring', amount: 1 })],
    [
      'a bad rule',
      'invalid_date',
      at('rule', 'start'),
      withTemplate({ ...home, kind: 'recurring', amount: 1, rule: { ...rule, start: '' } }),
    ],
    ['0 months ago', 'too_small', at('monthsAgo'), withTemplate({ ...home, kind: 'copy', monthsAgo: 0 })],
    [
      '1,201 months ago',
      'too_big',
      at('monthsAgo'),
      withTemplate({ ...home, kind: 'copy', monthsAgo: 1_201 }),
    ],
    [
      'half a month ago',
      'invalid_value',
      at('monthsAgo'),
      withTemplate({ ...home, kind: 'copy', monthsAgo: 0.5 }),
    ],
    ['no months', 'invalid_value', at('months'), withTemplate({ ...home, kind: 'average' })],
    ['37 months', 'too_big', at('months'), withTemplate({ ...home, kind: 'average', months: 37 })],
    [
      'an unknown basis',
      'invalid_value',
      at('basis'),
      withTemplate({ ...home, kind: 'average', months: 1, basis: 'last' }),
    ],
    ['upTo below zero', 'negative_amount', at('upTo'), withTemplate({ ...home, kind: 'refill', upTo: -1 })],
    [
      'a target below zero',
      'negative_amount',
      at('target'),
      withTemplate({ ...home, kind: 'by', target: -1, month: '2026-08' }),
    ],
    [
      'a target without a month',
      'invalid_type',
      at('month'),
      withTemplate({ ...home, kind: 'by', target: 1 }),
    ],
    [
      'every 0',
      'too_small',
      at('every'),
      withTemplate({ ...home, kind: 'by', target: 1, month: '2026-08', every: 0 }),
    ],
    [
      'every 1,201',
      'too_big',
      at('every'),
      withTemplate({ ...home, kind: 'by', target: 1, month: '2026-08', every: 1_201 }),
    ],
    [
      'a weight below zero',
      'invalid_value',
      at('weight'),
      withTemplate({ ...home, kind: 'share', weight: -1 }),
    ],
    [
      'an invalid weight',
      'invalid_value',
      at('weight'),
      withTemplate({ ...home, kind: 'share', weight: Number.NaN }),
    ],
    [
      'no weight without available',
      'invalid_value',
      at('weight'),
      { ...withTemplate({ ...home, kind: 'share' }), available: null },
    ],
    [
      'two funds of a category, also where one is over',
      'duplicate',
      ['templates', 1, 'categoryId'],
      {
        ...sound,
        templates: [
          { ...home, kind: 'by', target: 1, month: '2020-01' },
          { ...home, kind: 'refill', upTo: 1 },
        ],
      },
    ],
    ['carriedIn that is not a list', 'invalid_type', ['carriedIn'], { ...sound, carriedIn: null }],
    ['an invalid row of carriedIn', 'invalid_type', ['carriedIn', 0], { ...sound, carriedIn: [7] }],
    [
      'carriedIn of an unknown category',
      'unknown_category',
      ['carriedIn', 0, 'categoryId'],
      { ...sound, carriedIn: [{ categoryId: 'x', carriedIn: 1 }] },
    ],
    [
      'carriedIn of a category twice',
      'duplicate',
      ['carriedIn', 1, 'categoryId'],
      { ...sound, carriedIn: [sound.carriedIn[0], sound.carriedIn[0]] },
    ],
    ['no amount carried in', 'invalid_type', ['carriedIn', 0, 'carriedIn'], { ...sound, carriedIn: [car] }],
    [
      'a bad template of an archived category',
      'negative_amount',
      at('amount'),
      {
        ...withTemplate({ ...home, kind: 'fixed', amount: -1 }),
        categories: sound.categories.map((category) => ({ ...category, archived: true })),
      },
    ],
  ])('refuses %s', (_what, code, path, input) => {
    expect(issuesOf(() => planMonth(input as PlanMonthInput))).toMatchObject([{ code, path }])
  })
})

type Call = (...inputs: unknown[]) => unknown

const schedules = [{ id: 'rent', rule, categoryId: 'home', amount: '900.00', description: 'Rent' }]
const week = { start: '2026-02-02', end: '2026-02-08' }
const calls: [string, Call, unknown[]][] = [
  ['planMonth', planMonth as Call, [sound]],
  ['occurrences', occurrences as Call, [rule, { from: '2026-01-01', to: '2026-12-31' }]],
  ['draftExpenses', draftExpenses as Call, [{ schedules, from: '2026-01-01', through: '2026-12-31' }]],
  [
    'prorate',
    prorate as Call,
    [
      '10.00',
      { start: '2026-02-01', end: '2026-02-28' },
      [week, { ...week, start: '2026-02-01', end: '2026-02-01' }],
      'USD',
    ],
  ],
]

describe('whatever a caller passes', () => {
  it.each(calls)('%s gives a result or invalid_input', (_name, call, args) => {
    expect(answers(() => call(...args))).toBe(true)
    const positions = fc.constantFrom(...pathsOf(args)).filter((path) => path.length > 0)
    fc.assert(
      fc.property(positions, anyValueArbitrary(), (path, make) => {
        answers(() => call(...(replaceAt(args, path, make()) as unknown[])))
      }),
      { numRuns: 1_000 },
    )
  })

  it.each(calls)(
    '%s answers also where any one of its reads throws, or gives something else than before',
    (_name, call, args) => {
      const misbehave = (reads: number, fail: () => unknown) =>
        answers(() => call(...args.map((arg) => unreliable(arg, reads, fail))))
      const refuse = () => {
        throw new RangeError('hands off')
      }
      let reads = 0
      for (; !misbehave(reads, refuse); reads++) {
        for (const other of [undefined, null, 7, 'text', Symbol('other'), {}, [null]])
          misbehave(reads, () => other)
      }
      expect(reads).toBeGreaterThan(3)
    },
  )
})
