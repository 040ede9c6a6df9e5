import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBudgetBookError } from 'budgetbook'
import { writeJournal, writeJournalStream } from 'budgetbook/journal'
import { anyValueArbitrary } from '../support/hostile-values.js'
import { answers, issuesOf } from '../support/refusals.js'
import { pathsOf, replaceAt, unreliable } from '../support/storages/unreliable.js'

// The types are what a caller in plain JavaScript does not have.
const write = writeJournal as (...args: unknown[]) => string
const stream = writeJournalStream as (...args: unknown[]) => AsyncIterable<string>

const book = {
  settings: { currency: 'USD', monthlyLimit: '5000.00', monthStartDay: 25 },
  groups: [{ id: 'g', name: 'Home' }],
  categories: [
    { id: 'rent', name: 'Rent', groupId: 'g' },
    { id: 'fun', name: 'Fun', groupId: null },
  ],
  budgets: [{ categoryId: 'rent', month: '2026-02', amount: '900.00' }],
  expenses: [
    {
      id: 'e',
      categoryId: 'fun',
      date: '2026-02-14',
      amount: '7.00',
      description: 'Cinema',
      original: { amount: '6.00', currency: 'EUR', rate: '1.1667' },
    },
  ],
}
const args = [book, { format: 'beancount', paidFrom: 'Assets:Cash' }]

const paths = fc.constantFrom(...pathsOf(args).filter((path) => path.length > 0))

describe('whatever a caller passes', () => {
  it('writeJournal gives a journal or invalid_input', () => {
    fc.assert(
      fc.property(paths, anyValueArbitrary(), (path, make) => {
        answers(() => write(...(replaceAt(args, path, make()) as unknown[])))
      }),
      { numRuns: 1_500 },
    )
  })

  it('writeJournalStream gives a journal or invalid_input', async () => {
    await fc.assert(
      fc.asyncProperty(paths, anyValueArbitrary(), async (path, make) => {
        try {
          const pieces = stream(...(replaceAt(args, path, make()) as unknown[]))
          for await (const piece of pieces) expect(piece).toBeTypeOf('string')
        } catch (error) {
          if (!isBudgetBookError(error, 'invalid_input')) throw error
        }
      }),
      { numRuns: 1_500 },
    )
  })

  it('writeJournal answers also where any one of its reads throws, or gives something else than before', () => {
    const misbehave = (reads: number, fail: () => unknown) =>
      answers(() => write(...args.map((arg) => unreliable(arg, reads, fail))))
    const refuse = () => {
      throw new RangeError('hands off')
    }
    let reads = 0
    for (; !misbehave(reads, refuse); reads++) {
      for (const other of [undefined, null, 7, 'text', Symbol('other'), {}, [null]])
        misbehave(reads, () => other)
    }
    expect(reads).toBeGreaterThan(20)
  })

  it('writeJournal changes none of its arguments', () => {
    const before = structuredClone(args)
    write(...args)
    expect(args).toEqual(before)
  })
})

type Change = [path: (string | number)[], value: unknown]

describe('writeJournal refuses', () => {
  it.each<[code: string, change: Change, where?: (string | number)[]]>([
    ['invalid_type', [[0], null], ['book']],
    ['invalid_type', [[0, 'settings'], 'USD'], ['book', 'settings']],
    ['unknown_currency', [[0, 'settings', 'currency'], 'XXZ'], ['book', 'settings', 'currency']],
    ['invalid_value', [[0, 'settings', 'monthStartDay'], 29], ['book', 'settings', 'monthStartDay']],
    ['invalid_type', [[0, 'categories', 0, 'name'], 7], ['book', 'categories', 0, 'name']],
    ['duplicate', [[0, 'categories', 1, 'id'], 'rent'], ['book', 'categories', 1, 'id']],
    ['invalid_value', [[0, 'categories', 0, 'groupId'], 'other'], ['book', 'categories', 0, 'groupId']],
    [
      'duplicate',
      [
        [0, 'groups'],
        [...book.groups, ...book.groups],
      ],
      ['book', 'groups', 1, 'id'],
    ],
    ['unknown_category', [[0, 'budgets', 0, 'categoryId'], 'x'], ['book', 'budgets', 0, 'categoryId']],
    ['invalid_month', [[0, 'budgets', 0, 'month'], '2026-13'], ['book', 'budgets', 0, 'month']],
    ['negative_amount', [[0, 'budgets', 0, 'amount'], '-1'], ['book', 'budgets', 0, 'amount']],
    [
      'duplicate',
      [
        [0, 'budgets'],
        [...book.budgets, ...book.budgets],
      ],
      ['book', 'budgets', 1, 'categoryId'],
    ],
    ['unknown_category', [[0, 'expenses', 0, 'categoryId'], 'x'], ['book', 'expenses', 0, 'categoryId']],
    ['too_many_decimals', [[0, 'expenses', 0, 'amount'], '1.001'], ['book', 'expenses', 0, 'amount']],
    ['invalid_date', [[0, 'expenses', 0, 'date'], '2026-02-29'], ['book', 'expenses', 0, 'date']],
    ['invalid_type', [[0, 'expenses', 0, 'description'], 7], ['book', 'expenses', 0, 'description']],
    ['invalid_type', [[0, 'expenses', 0, 'id'], 7], ['book', 'expenses', 0, 'id']],
    [
      'invalid_amount',
      [[0, 'expenses', 0, 'original', 'rate'], '1e3'],
      ['book', 'expenses', 0, 'original', 'rate'],
    ],
    [
      'unknown_currency',
      [[0, 'expenses', 0, 'original', 'currency'], 'XXZ'],
      ['book', 'expenses', 0, 'original', 'currency'],
    ],
    ['invalid_type', [[1], undefined], ['options']],
    ['unknown_field', [[1, 'paidform'], 'Assets:Cash'], ['options', 'paidform']],
    ['invalid_value', [[1, 'format'], 'ledger'], ['options', 'format']],
  ])('%s %j', (code, [path, value], where) => {
    expect(issuesOf(() => write(...(replaceAt(args, path, value) as unknown[])))).toMatchObject([
      { code, path: where },
    ])
  })

  it.each([
    ...[
      '',
      ':',
      'Expenses',
      'Expenses:Cash',
      'Assets:',
      'a::b',
      '(Assets)',
      '[a]',
      '* a',
      '; a',
      'a;b',
      'a  b',
      ' a',
    ],
    ...['a\nb', 'a ', '=a', '!a'],
  ])('to pay from %j in hledger', (paidFrom) => {
    expect(issuesOf(() => write(book, { format: 'hledger', paidFrom }))).toMatchObject([
      { code: 'invalid_value', path: ['options', 'paidFrom'] },
    ])
  })

  it.each([
    ...[
      '',
      'Assets',
      'Cash',
      'Expenses:Cash',
      'Assets:',
      'Assets:cash',
      'Assets:My cash',
      'Assets:Cash:-',
      'assets:Cash',
    ],
    ...['Assets:Cash"', 'Assets:Cash\n', 'Assets: Cash'],
  ])('to pay from %j in beancount', (paidFrom) => {
    expect(issuesOf(() => write(book, { format: 'beancount', paidFrom }))).toMatchObject([
      { code: 'invalid_value', path: ['options', 'paidFrom'] },
    ])
  })
})
