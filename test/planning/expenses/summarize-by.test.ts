import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { sumAmounts } from 'budgetbook'
import { filterExpenses, summarizeBy } from 'budgetbook/planning'
import { amountArbitrary, currencyArbitrary, minorUnitsOf } from '../../support/arbitraries/money.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { textOfUnits, unitsOfText } from '../../support/exact-decimal.js'
import { anyValueArbitrary } from '../../support/hostile-values.js'
import { answers, issuesOf, refusalOf } from '../../support/refusals.js'

type Key = string | string[] | null

interface Row {
  readonly amount: string
  readonly key: Key
}

/** Expenses of one currency with keys; `single` for at most one key each. */
function rowsArbitrary(keys: fc.Arbitrary<Key>): fc.Arbitrary<{ currency: string; rows: Row[] }> {
  return currencyArbitrary().chain((currency) =>
    fc.record({
      currency: fc.constant<string>(currency),
      rows: fc.array(fc.record({ amount: amountArbitrary(currency), key: keys }), { maxLength: 20 }),
    }),
  )
}

const single = () => fc.constantFrom('trip', '__proto__', 'constructor', '', 'null', null)
const several = () =>
  fc.oneof(single(), fc.array(fc.constantFrom('trip', '__proto__', '', 'null'), { maxLength: 4 }))

const keyOf = ({ key }: Row) => key

const keysOf = (key: Key): (string | null)[] => {
  if (typeof key === 'string' || key === null) return [key]
  return key.length === 0 ? [null] : [...new Set(key)]
}

/** For each key that occurs, every row is looked at anew. */
function expected(rows: readonly Row[], scale: number) {
  const keys = [...new Set(rows.flatMap(({ key }) => keysOf(key)))]
  const ordered = [...keys.filter((key) => key !== null), ...(keys.includes(null) ? [null] : [])]
  return ordered.map((key) => {
    const own = rows.filter((row) => keysOf(row.key).includes(key))
    const spent = own.reduce((sum, { amount }) => sum + unitsOfText(amount, scale), 0n)
    return { key, spent: textOfUnits(spent, scale), expenseCount: own.length }
  })
}

describe('summarizeBy', () => {
  it('says for each key what plain exact arithmetic says', () => {
    fc.assert(
      fc.property(rowsArbitrary(several()), ({ currency, rows }) => {
        expect(summarizeBy(rows, keyOf)).toStrictEqual(expected(rows, minorUnitsOf(currency)))
      }),
      { numRuns: 500 },
    )
  })

  it('has sums that add up to the total, if each expense has at most one key', () => {
    fc.assert(
      fc.property(rowsArbitrary(single()), ({ currency, rows }) => {
        const sums = summarizeBy(rows, keyOf)
        const total = sumAmounts(
          rows.map(({ amount }) => amount),
          currency,
        )
        expect(
          sumAmounts(
            sums.map(({ spent }) => spent),
            currency,
          ),
        ).toBe(total)
        expect(sums.reduce((count, { expenseCount }) => count + expenseCount, 0)).toBe(rows.length)
      }),
    )
  })

  it('gives the same sums whatever order the expenses come in', () => {
    fc.assert(
      fc.property(rowsArbitrary(several()), ({ rows }) => {
        const byKey = (list: readonly Row[]) =>
          new Map(summarizeBy(list, keyOf).map(({ key, ...sum }) => [key, sum]))
        expect(byKey(rows.toReversed())).toEqual(byKey(rows))
      }),
    )
  })

  it('counts a key as often as a list of that key alone', () => {
    fc.assert(
      fc.property(rowsArbitrary(single()), ({ rows }) => {
        const listed = summarizeBy(rows, ({ key }) => (typeof key === 'string' ? [key, key] : []))
        expect(listed).toEqual(summarizeBy(rows, keyOf))
      }),
    )
  })

  it('does not change its arguments, and takes a list that can be walked only once', () => {
    fc.assert(
      fc.property(rowsArbitrary(several()), ({ rows }) => {
        const sums = summarizeBy(rows, keyOf)
        expect(summarizeBy(deepFreeze(rows).values(), keyOf)).toStrictEqual(sums)
      }),
    )
  })

  it('counts an expense in each of its tags, and one without tags last', () => {
    const rows = [
      { amount: '9.90', metadata: {} },
      { amount: '12.50', metadata: { tags: ['trip', 'food', 'trip'] } },
      { amount: '-2.50', metadata: { tags: ['food'] } },
    ]
    expect(summarizeBy(rows, ({ metadata }) => metadata.tags ?? null)).toEqual([
      { key: 'trip', spent: '12.50', expenseCount: 1 },
      { key: 'food', spent: '10.00', expenseCount: 2 },
      { key: null, spent: '9.90', expenseCount: 1 },
    ])
  })

  it('keeps a key whose refunds cancel its spending', () => {
    const rows = ['5.000', '-5.000'].map((amount) => ({ amount }))
    expect(summarizeBy(rows, () => 'a')).toEqual([{ key: 'a', spent: '0.000', expenseCount: 2 }])
  })

  it('gives nothing for no expenses, and does not ask', () => {
    expect(
      summarizeBy([], () => {
        throw new Error('asked')
      }),
    ).toEqual([])
  })

  it('adds up what a search finds', () => {
    const rows = ['food', 'fun', 'food'].map((categoryId, index) => ({
      categoryId,
      date: `2024-02-2${7 + index}`,
      amount: '100',
      description: '',
    }))
    const found = filterExpenses(rows, { from: '2024-02-28' })
    expect(summarizeBy(found, ({ categoryId }) => categoryId)).toEqual([
      { key: 'fun', spent: '100', expenseCount: 1 },
      { key: 'food', spent: '100', expenseCount: 1 },
    ])
  })
})

describe('summarizeBy refuses', () => {
  const summarize = summarizeBy as (expenses: unknown, key: unknown) => unknown
  const key = () => 'a'

  it.each<[string, string, string]>([
    ['another number of decimals', '5.00', '5.000'],
    ['fewer decimals', '5.00', '5.0'],
    ['no decimals', '5.00', '500'],
    ['decimals where the first has none', '500', '5.00'],
  ])('an amount with %s', (_, first, second) => {
    expect(issuesOf(() => summarizeBy([{ amount: first }, { amount: second }], key))).toMatchObject([
      { code: 'invalid_value', path: ['expenses', 1, 'amount'] },
    ])
  })

  it.each<[string, unknown, string, (string | number)[]]>([
    ['no list', {}, 'invalid_type', []],
    ['null', [null], 'invalid_type', [0]],
    ['a number', [{ amount: 5 }], 'invalid_type', [0, 'amount']],
    ['no amount', [{}], 'invalid_type', [0, 'amount']],
    ['text that is not an amount', [{ amount: '5.00' }, { amount: '5,00' }], 'invalid_amount', [1, 'amount']],
    ['more decimals than any currency has', [{ amount: '5.00001' }], 'too_many_decimals', [0, 'amount']],
    ['so many zeros', [{ amount: '5.00000' }], 'invalid_value', [0, 'amount']],
  ])('expenses with %s', (_, expenses, code, path) => {
    expect(issuesOf(() => summarize(expenses, key))).toMatchObject([{ code, path: ['expenses', ...path] }])
  })

  it.each<[string, unknown, (string | number)[]]>([
    ['no function', 'tags', []],
    ['a function that gives nothing', () => undefined, []],
    ['a function that gives a number', () => 7, []],
    ['a function that gives a promise', async () => 'a', []],
    ['a function that gives a list of other things', () => ['a', null], [1]],
    ['a function that gives a list with a gap', () => Array.of('a').concat(Array.from({ length: 1 })), [1]],
  ])('a key of %s', (_, wrong, path) => {
    expect(issuesOf(() => summarize([{ amount: '5.00' }], wrong))).toMatchObject([
      { code: 'invalid_type', path: ['key', ...path] },
    ])
  })

  it('a key that throws, and passes its error on', () => {
    const cause = new Error('gone')
    const error = refusalOf(() =>
      summarizeBy([{ amount: '5.00' }], () => {
        throw cause
      }),
    )
    expect(error.details.issues).toMatchObject([{ code: 'unreadable', path: ['key'] }])
    expect(error.cause).toBe(cause)
  })

  it('whatever else is wrong, with an error of its own', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        answers(() => summarize(make(), key))
        answers(() => summarize([{ amount: make() }], key))
        answers(() => summarize([{ amount: '1' }], make()))
        answers(() => summarize([{ amount: '1' }], () => make()))
        answers(() => summarize([{ amount: '1' }], () => [make()]))
      }),
    )
  })
})
