import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization, type Utilization } from 'budgetbook'
import { summarizeGroups } from 'budgetbook/planning'
import { anyValueArbitrary } from '../../support/hostile-values.js'
import { answers, issuesOf, refusalOf } from '../../support/refusals.js'

const categories = ['rent', 'power', 'fun', 'gifts', 'idle'].map((id) => ({ id, name: id.toUpperCase() }))

function reportOf(spent: Readonly<Record<string, string>>, budgets: Readonly<Record<string, string>>) {
  return computeUtilization({
    month: '2024-02',
    settings: { currency: 'USD' },
    categories,
    budgets: Object.entries(budgets).map(([categoryId, amount]) => ({
      categoryId,
      month: '2024-02',
      amount,
    })),
    spending: Object.entries(spent).map(([categoryId, amount]) => ({
      categoryId,
      spent: amount,
      expenseCount: 1,
    })),
  })
}

const report = reportOf(
  { rent: '900.00', power: '60.01', fun: '-5.00' },
  { rent: '900.00', gifts: '0.00', fun: '50.00' },
)
const group = (id: string, ...categoryIds: string[]) => ({ id, name: id.toUpperCase(), categoryIds })

describe('a group', () => {
  it('counts the spending of its categories without a budget', () => {
    expect(summarizeGroups(report, [group('home', 'rent', 'power')])).toEqual([
      {
        groupId: 'home',
        name: 'HOME',
        categoryIds: ['rent', 'power'],
        budget: '900.00',
        spent: '960.01',
        unbudgetedSpent: '60.01',
        remaining: '-60.01',
        held: '0.00',
        free: '-60.01',
        utilizationPercent: 106.67,
        status: 'over_budget',
        expenseCount: 2,
      },
      {
        groupId: null,
        name: null,
        categoryIds: ['fun', 'gifts'],
        budget: '50.00',
        spent: '-5.00',
        unbudgetedSpent: '0.00',
        remaining: '55.00',
        held: '0.00',
        free: '55.00',
        utilizationPercent: -10,
        status: 'good',
        expenseCount: 1,
      },
    ])
  })

  it('counts a report without holds, as it was stored before there were any, as one that holds nothing', () => {
    const older = { ...report, categories: report.categories.map(({ held: _held, ...line }) => line) }
    expect(summarizeGroups(older as unknown as Utilization, [])).toEqual(summarizeGroups(report, []))
  })

  it('has neither percent nor status without a budget, whatever was spent', () => {
    const [home, rest] = summarizeGroups(
      report,
      [group('home', 'power'), group('empty')],
      undefined,
      categories,
    )
    expect(home).toMatchObject({ budget: '0.00', spent: '60.01', utilizationPercent: null, status: null })
    expect(rest).toMatchObject({ groupId: 'empty', spent: '0.00', utilizationPercent: null, status: null })
  })

  it('is as good as a budget of zero if that is all it has', () => {
    const [gifts] = summarizeGroups(report, [group('g', 'gifts')])
    expect(gifts).toMatchObject({ budget: '0.00', utilizationPercent: 0, status: 'good' })
    const [spent] = summarizeGroups(report, [group('g', 'gifts', 'power')])
    expect(spent).toMatchObject({
      remaining: '-60.01',
      utilizationPercent: null,
      status: 'over_budget',
    })
  })

  it('has the status that the thresholds give to its exact amounts', () => {
    const almost = reportOf({ rent: '89.99' }, { rent: '100.00' })
    const statusOf = (thresholds?: object) =>
      summarizeGroups(almost, [group('home', 'rent')], thresholds)[0]?.status
    expect(statusOf()).toBe('warning')
    expect(statusOf({ critical: 89.99 })).toBe('critical')
    expect(statusOf({ warning: 89.991 })).toBe('good')
  })

  it('may have a category that has nothing this month, if all categories are passed', () => {
    expect(issuesOf(() => summarizeGroups(report, [group('home', 'rent', 'idle')]))).toMatchObject([
      { code: 'unknown_category', path: ['groups', 0, 'categoryIds', 1] },
    ])
    const [home, rest] = summarizeGroups(report, [group('home', 'rent', 'idle')], {}, categories)
    expect(home).toMatchObject({ categoryIds: ['rent', 'idle'], spent: '900.00', expenseCount: 1 })
    expect(rest?.categoryIds).toEqual(['power', 'fun', 'gifts'])
  })

  it('comes last for the categories of no group, even if there are none', () => {
    expect(summarizeGroups(reportOf({}, {}), [])).toMatchObject([
      { groupId: null, name: null, categoryIds: [], spent: '0.00', status: null, expenseCount: 0 },
    ])
  })

  it('lists in no group what the report has, though the categories lack it', () => {
    const summaries = summarizeGroups(report, [], undefined, [{ id: 'power', name: 'P' }])
    expect(summaries[0]?.categoryIds).toEqual(['power', 'rent', 'fun', 'gifts'])
    expect(summaries[0]?.spent).toBe(report.summary.totalSpent)
  })
})

describe('summarizeGroups refuses', () => {
  const line = report.categories[0]!
  const withLine = (fields: object) => ({ ...report, categories: [{ ...line, ...fields }] })
  type Refusal = [what: string, args: unknown[], code: string, path: (string | number)[]]
  const refusals: Refusal[] = [
    [
      'a category in two groups',
      [report, [group('a', 'rent'), group('b', 'fun', 'rent')]],
      'duplicate',
      ['groups', 1, 'categoryIds', 1],
    ],
    [
      'a category twice in a group',
      [report, [group('a', 'rent', 'rent')]],
      'duplicate',
      ['groups', 0, 'categoryIds', 1],
    ],
    [
      'an unknown category',
      [report, [group('a', 'none')]],
      'unknown_category',
      ['groups', 0, 'categoryIds', 0],
    ],
    [
      'a category that not even the categories have',
      [report, [group('a', 'none')], {}, categories],
      'unknown_category',
      ['groups', 0, 'categoryIds', 0],
    ],
    ['two groups of one id', [report, [group('a'), group('a')]], 'duplicate', ['groups', 1, 'id']],
    ['a group of null', [report, [null]], 'invalid_type', ['groups', 0]],
    ['an id of null', [report, [{ ...group('a'), id: null }]], 'invalid_type', ['groups', 0, 'id']],
    ['a name of null', [report, [{ ...group('a'), name: null }]], 'invalid_type', ['groups', 0, 'name']],
    [
      'a category id of no text',
      [report, [{ ...group('a'), categoryIds: [7] }]],
      'invalid_type',
      ['groups', 0, 'categoryIds', 0],
    ],
    [
      'category ids that are one text',
      [report, [{ ...group('a'), categoryIds: 'rent' }]],
      'invalid_type',
      ['groups', 0, 'categoryIds'],
    ],
    ['groups that are not a list', [report, {}], 'invalid_type', ['groups']],
    ['no report', [null, []], 'invalid_type', ['report']],
    [
      'a report without a currency',
      [{ ...report, currency: undefined }, []],
      'invalid_type',
      ['report', 'currency'],
    ],
    ['an unknown currency', [{ ...report, currency: 'XYZ' }, []], 'unknown_currency', ['report', 'currency']],
    [
      'a report without lines',
      [{ ...report, categories: undefined }, []],
      'invalid_type',
      ['report', 'categories'],
    ],
    ['a line of null', [{ ...report, unbudgeted: [null] }, []], 'invalid_type', ['report', 'unbudgeted', 0]],
    [
      'a budget of no amount',
      [withLine({ budget: '1,000' }), []],
      'invalid_amount',
      ['report', 'categories', 0, 'budget'],
    ],
    [
      'a budget below zero',
      [withLine({ budget: '-1.00' }), []],
      'negative_amount',
      ['report', 'categories', 0, 'budget'],
    ],
    [
      'spending of too many decimals',
      [withLine({ spent: '1.001' }), []],
      'too_many_decimals',
      ['report', 'categories', 0, 'spent'],
    ],
    [
      'spending that is a number',
      [withLine({ spent: 1 }), []],
      'invalid_type',
      ['report', 'categories', 0, 'spent'],
    ],
    [
      'what is on hold as a number',
      [withLine({ held: 1 }), []],
      'invalid_type',
      ['report', 'categories', 0, 'held'],
    ],
    [
      'a count of no number',
      [withLine({ expenseCount: Number.NaN }), []],
      'invalid_value',
      ['report', 'categories', 0, 'expenseCount'],
    ],
    [
      'a line without its category',
      [withLine({ categoryId: undefined }), []],
      'invalid_type',
      ['report', 'categories', 0, 'categoryId'],
    ],
    [
      'a category that the report has twice',
      [{ ...report, unbudgeted: [line] }, []],
      'duplicate',
      ['report', 'unbudgeted', 0, 'categoryId'],
    ],
    ['a threshold of another name', [report, [], { warn: 1 }], 'unknown_field', ['thresholds', 'warn']],
    ['thresholds of null', [report, [], null], 'invalid_type', ['thresholds']],
    ['categories that are not a list', [report, [], {}, 7], 'invalid_type', ['categories']],
    ['a category without an id', [report, [], {}, [{}]], 'invalid_type', ['categories', 0, 'id']],
    ['a category of null', [report, [], {}, [null]], 'invalid_type', ['categories', 0]],
  ]
  const summarize = summarizeGroups as (...args: unknown[]) => unknown

  it.each(refusals)('%s', (_, args, code, path) => {
    expect(issuesOf(() => summarize(...args))).toMatchObject([{ code, path }])
  })

  it('whatever else is wrong, with an error of its own', () => {
    fc.assert(
      fc.property(fc.nat({ max: 4 }), anyValueArbitrary(), (place, make) => {
        const args: unknown[] = [report, [group('a', 'rent')], {}, categories]
        if (place < 4) args[place] = make()
        else args[1] = [{ id: make(), name: make(), categoryIds: make() }]
        answers(() => summarize(...args))
      }),
    )
  })

  it('a report whose reading throws, and passes the cause on', () => {
    const cause = new Error('gone')
    const hostile = Object.defineProperty({ month: '2026-02' }, 'currency', {
      get() {
        throw cause
      },
    })
    const error = refusalOf(() => summarizeGroups(hostile as Utilization, []))
    expect(error.cause).toBe(cause)
    expect(error.details.issues[0]?.code).toBe('unreadable')
  })
})
