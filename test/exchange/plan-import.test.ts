import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBudgetBookError, planImport, type ImportRow, type PlanImportInput } from 'budgetbook'
import { deepFreeze } from '../support/deep-freeze.js'

type Input = Partial<PlanImportInput> & { readonly rows: readonly ImportRow[] }

const plan = (input: Input) =>
  planImport({ existing: [], currency: 'EUR', source: 'giro', category: () => 'food', ...input })

/** What the book would hold after the fresh rows of a plan were recorded. */
const recorded = ({ fresh }: ReturnType<typeof planImport>) =>
  fresh.map(({ expense, expenseId }) => ({ id: expenseId, ...expense }))

const coffee: ImportRow = { date: '2026-02-14', amount: '3.20', description: 'Coffee' }

describe('the rows of a file', () => {
  it('become expenses that tell where they came from', () => {
    const row = { date: '2026-02-14', amount: 3.2, description: '  CAFÉ   Central', line: 2 }
    const { fresh } = plan({ rows: [row] })
    expect(fresh).toEqual([
      {
        row,
        expense: {
          categoryId: 'food',
          amount: '3.20',
          date: '2026-02-14',
          description: '  CAFÉ   Central',
          metadata: { import: { source: 'giro', key: 'giro|2026-02-14|3.20|café central' } },
        },
        expenseId: expect.stringMatching(/^import-[\da-f]{16}-0$/),
      },
    ])
  })

  it('are known by their id, the amount and the day, because banks give an id twice', () => {
    const { fresh } = plan({
      rows: [
        { ...coffee, id: 'F1' },
        { ...coffee, id: 'F1', amount: '4.00' },
      ],
    })
    expect(fresh.map(({ expense }) => expense.metadata.import.key)).toEqual([
      'giro|F1|3.20|2026-02-14',
      'giro|F1|4.00|2026-02-14',
    ])
    expect(
      plan({ rows: [coffee], existing: recorded(plan({ rows: [{ ...coffee, id: 'F1' }] })) }).fresh,
    ).toHaveLength(1)
  })

  it.each(['', ' ', '\u00A0'])('have no id if it is %j', (id) => {
    const { fresh } = plan({ rows: [{ ...coffee, id }] })
    expect(fresh[0]?.expense.metadata.import.key).toBe('giro|2026-02-14|3.20|coffee')
  })

  it('stay two if they are equal, and are found again', () => {
    const first = plan({ rows: [coffee, coffee] })
    expect(first.fresh).toHaveLength(2)
    expect(new Set(first.fresh.map(({ expenseId }) => expenseId)).size).toBe(2)
    const again = plan({ rows: [coffee, coffee, coffee], existing: recorded(first) })
    expect(again.duplicates).toHaveLength(2)
    expect(again.fresh).toHaveLength(1)
    expect(first.fresh.map(({ expenseId }) => expenseId)).not.toContain(again.fresh[0]?.expenseId)
  })

  it('get a free id if an expense in the middle was deleted', () => {
    const [, second] = recorded(plan({ rows: [coffee, coffee] }))
    const { fresh, duplicates } = plan({ rows: [coffee, coffee], existing: [second!] })
    expect(duplicates.map(({ expenseId }) => expenseId)).toEqual([second!.id])
    expect(fresh.map(({ expenseId }) => expenseId)).not.toContain(second!.id)
  })

  it('are found although the expense was changed, or lost its metadata', () => {
    const [expense] = recorded(plan({ rows: [coffee] }))
    for (const changed of [
      { ...expense!, amount: '9.99', description: 'Lunch' },
      { ...expense!, metadata: {} },
      { ...expense!, metadata: null },
    ])
      expect(plan({ rows: [coffee], existing: [changed] }).duplicates).toHaveLength(1)
  })

  it('are found in whatever way they were recorded', () => {
    const existing = recorded(plan({ rows: [coffee, coffee] })).map((expense, at) => ({
      ...expense,
      id: `own-${at}`,
    }))
    const { fresh, duplicates } = plan({ rows: [coffee, coffee, coffee], existing })
    expect(duplicates.map(({ expenseId }) => expenseId)).toEqual(['own-0', 'own-1'])
    expect(fresh).toHaveLength(1)
  })

  it('of another source are others', () => {
    const existing = recorded(plan({ rows: [coffee] }))
    expect(plan({ rows: [coffee], existing, source: 'card' }).fresh).toHaveLength(1)
  })

  it('that were exported from the book come back under the id of their expense', () => {
    const expense = { id: 'e1', date: '2026-02-14', amount: '3.20' }
    const rows = [{ ...coffee, id: 'e1' }]
    expect(plan({ rows, existing: [expense], source: 'budgetbook' }).duplicates).toEqual([
      { row: rows[0], expenseId: 'e1' },
    ])
    for (const changed of [{ amount: '9.99' }, { date: '2026-03-20' }])
      expect(plan({ rows, existing: [{ ...expense, ...changed }], source: 'budgetbook' }).fresh).toEqual([])
    expect(plan({ rows, existing: [expense] }).fresh).toHaveLength(1)
  })

  it('of two exports are one expense, but a copy of a line is another', () => {
    const [first] = recorded(plan({ rows: [{ ...coffee, id: 'other' }], source: 'budgetbook' }))
    const rows = [
      { ...coffee, id: first!.id },
      { ...coffee, id: first!.id },
      { ...coffee, id: 'other' },
    ]
    const { fresh, duplicates } = plan({ rows, existing: [first!], source: 'budgetbook' })
    expect(duplicates.map(({ row, expenseId }) => [row, expenseId])).toEqual([
      [rows[0], first!.id],
      [rows[2], first!.id],
    ])
    expect(fresh.map(({ row }) => row)).toEqual([rows[1]])
  })

  it('are rejected one by one, each with its line', () => {
    const { fresh, rejected } = plan({
      rows: [
        { ...coffee, amount: '0.00', line: 2 },
        { ...coffee, amount: '1.234', line: 3 },
        { ...coffee, date: '2026-02-29', line: 4 },
        { ...coffee, currency: 'USD', line: 5 },
        { ...coffee, currency: 'euro', line: 6 },
        { ...coffee, description: 'x'.repeat(501), line: 7 },
        { ...coffee, description: '\0', line: 8 },
        { ...coffee, id: '\uD800' },
        { ...coffee, currency: 'EUR', line: 10 },
      ],
    })
    expect(rejected.map(({ line, code }) => [line, code])).toEqual([
      [2, 'zero_amount'],
      [3, 'too_many_decimals'],
      [4, 'invalid_date'],
      [5, 'other_currency'],
      [6, 'unknown_currency'],
      [7, 'too_long'],
      [8, 'unsupported_text'],
      [null, 'unsupported_text'],
    ])
    expect(fresh.map(({ row }) => row.line)).toEqual([10])
  })

  it('stay out if the user threw them away, one for each time that the key is listed', () => {
    const key = 'giro|2026-02-14|3.20|coffee'
    expect(plan({ rows: [coffee, coffee], ignore: [key] })).toMatchObject({
      fresh: { length: 1 },
      rejected: [{ code: 'ignored' }],
    })
    expect(plan({ rows: [coffee, coffee], ignore: [key, key, key] }).rejected).toHaveLength(2)
    // What is in the book is a duplicate, and not what was thrown away.
    const existing = recorded(plan({ rows: [coffee] }))
    const both = plan({ rows: [coffee, coffee], existing, ignore: [key] })
    expect([both.duplicates.length, both.rejected.length, both.fresh.length]).toEqual([1, 1, 0])
  })

  it('without a category are unresolved, and nobody asks about a duplicate', () => {
    const existing = recorded(plan({ rows: [coffee] }))
    const asked: ImportRow[] = []
    const rows = [coffee, { ...coffee, amount: '4.00' }, { ...coffee, amount: '5.00' }]
    const { unresolved, duplicates, alike } = plan({
      rows,
      existing: [...existing, { id: 'hand', date: '2026-02-14', amount: '4.00' }],
      category: (row) => {
        asked.push(row)
        return row.amount === '4.00' ? null : undefined
      },
    })
    expect([unresolved, duplicates.length, alike.length]).toEqual([rows.slice(1), 1, 0])
    expect(asked).toEqual(rows.slice(1))
  })
})

describe('an expense that was entered by hand', () => {
  const hand = (date: string, amount = '3.20') => ({ id: `${date} ${amount}`, date, amount })

  it('is offered within three days, the nearest first, and never taken', () => {
    const existing = ['2026-02-10', '2026-02-11', '2026-02-13', '2026-02-14', '2026-02-17', '2026-02-18'].map(
      (day) => hand(day),
    )
    const { fresh, duplicates, alike } = plan({
      rows: [coffee],
      existing: [...existing, hand('2026-02-14', '3.21')],
    })
    expect([fresh.length, duplicates.length]).toEqual([1, 0])
    expect(alike).toEqual([
      {
        row: coffee,
        expenseIds: ['2026-02-14 3.20', '2026-02-13 3.20', '2026-02-11 3.20', '2026-02-17 3.20'],
      },
    ])
  })

  it('is offered with nine others at most, so that a plan stays as long as its file', () => {
    const existing = Array.from({ length: 1_000 }, (_, at) => ({ ...hand('2026-02-14'), id: `${at}` }))
    const { alike } = plan({ rows: Array.from({ length: 1_000 }, () => coffee), existing })
    expect(alike).toHaveLength(1_000)
    expect(new Set(alike.map(({ expenseIds }) => expenseIds.length))).toEqual(new Set([10]))
  })

  it('is not what an import made and what lost its metadata', () => {
    const [expense] = recorded(plan({ rows: [coffee] }))
    const tea = { ...coffee, description: 'Tea' }
    expect(plan({ rows: [tea], existing: [{ ...expense!, metadata: {} }] }).alike).toEqual([])
  })

  it('is not offered if an import made it', () => {
    const existing = recorded(plan({ rows: [{ ...coffee, description: 'Tea' }], source: 'card' }))
    expect(plan({ rows: [coffee], existing }).alike).toEqual([])
  })

  it.each(['0001-01-01', '0001-01-03', '9999-12-31', '2028-02-29'])('is offered on %s', (date) => {
    expect(plan({ rows: [{ ...coffee, date }], existing: [hand(date)] }).alike[0]?.expenseIds).toEqual([
      `${date} 3.20`,
    ])
  })
})

describe('the laws of a plan', () => {
  const days = ['2026-02-13', '2026-02-14', '2026-02-15'] as const
  const rowArbitrary = (withIds: boolean): fc.Arbitrary<ImportRow> =>
    fc.record(
      {
        date: fc.constantFrom(...days, '2026-02-30'),
        amount: fc.constantFrom('3.20', '-3.20', '0', '1', '1.00', '999999999999999.99', 'x'),
        description: fc.constantFrom('Coffee', 'COFFEE ', 'Tea', '', '|', 'a|b'),
        id: withIds ? fc.constantFrom('1', '2', '', ' ') : fc.constant(''),
      },
      { requiredKeys: ['date', 'amount'] },
    )
  const file = (withIds = true) => fc.array(rowArbitrary(withIds), { maxLength: 12 })
  const keysOf = (rows: readonly ImportRow[]) =>
    plan({ rows }).fresh.map(({ expense }) => expense.metadata.import.key)
  const counted = (keys: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    return counts
  }

  it('every row is in exactly one of fresh, duplicates, unresolved and rejected', () => {
    fc.assert(
      fc.property(
        file(),
        file(),
        fc.infiniteStream(fc.boolean()),
        fc.array(fc.nat(3)),
        (first, rows, some, ignored) => {
          const existing = recorded(plan({ rows: first }))
          const { fresh, duplicates, unresolved, rejected } = plan({
            rows,
            existing,
            category: () => (some.next().value ? 'food' : null),
            ignore: ignored.flatMap((at) => keysOf(rows)[at] ?? []),
          })
          const listed = [
            ...fresh.map(({ row }) => row),
            ...duplicates.map(({ row }) => row),
            ...unresolved,
            ...rejected.map(({ row }) => row),
          ]
          expect(listed).toHaveLength(rows.length)
          for (const one of rows)
            expect(listed.filter((other) => other === one)).toHaveLength(
              rows.filter((other) => other === one).length,
            )
        },
      ),
    )
  })

  it('importing a file again adds nothing, in whatever order its rows are', () => {
    fc.assert(
      fc.property(
        file().chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
        ),
        ([rows, shuffled]) => {
          const again = plan({ rows: shuffled, existing: recorded(plan({ rows })) })
          expect(again.fresh).toEqual([])
        },
      ),
    )
  })

  it('of n equal rows and k expenses with their key, the larger number is in the book afterwards', () => {
    fc.assert(
      fc.property(file(), file(), (first, second) => {
        const before = plan({ rows: first })
        const after = plan({ rows: second, existing: recorded(before) })
        const [a, b] = [counted(keysOf(first)), counted(keysOf(second))]
        const all = counted(
          [...before.fresh, ...after.fresh].map(({ expense }) => expense.metadata.import.key),
        )
        for (const key of new Set([...a.keys(), ...b.keys()]))
          expect(all.get(key)).toBe(Math.max(a.get(key) ?? 0, b.get(key) ?? 0))
      }),
    )
  })

  it('overlapping statements of whole days add their union once', () => {
    fc.assert(
      fc.property(file(false), fc.nat(3), fc.nat(3), (rows, end, start) => {
        fc.pre(start <= end)
        const sound = rows.filter(({ date }) => days.includes(date as (typeof days)[number]))
        const first = sound.filter(({ date }) => date <= (days[Math.min(end, 2)] ?? ''))
        const second = sound.filter(({ date }) => date >= (days[start] ?? '9999-12-31'))
        const before = plan({ rows: first })
        const after = plan({ rows: second, existing: recorded(before) })
        const union = sound.filter((one) => first.includes(one) || second.includes(one))
        expect(
          counted([...before.fresh, ...after.fresh].map(({ expense }) => expense.metadata.import.key)),
        ).toEqual(counted(keysOf(union)))
      }),
    )
  })

  it('the ids of fresh rows are free, and the file alone decides them', () => {
    fc.assert(
      fc.property(file(), file(), fc.infiniteStream(fc.boolean()), (first, rows, kept) => {
        const existing = recorded(plan({ rows: first })).filter(() => kept.next().value)
        const taken = new Set(existing.map(({ id }) => id))
        const alone = new Map(plan({ rows }).fresh.map(({ row: own, expenseId }) => [own, expenseId]))
        const { fresh } = plan({ rows, existing })
        for (const { row: own, expenseId } of fresh) {
          expect(taken.has(expenseId)).toBe(false)
          expect(alone.get(own)).toBe(expenseId)
        }
      }),
    )
  })

  it('nothing that is passed is changed', () => {
    fc.assert(
      fc.property(file(), (rows) => {
        const input = deepFreeze({ rows, existing: recorded(plan({ rows })), ignore: keysOf(rows) })
        plan(input)
      }),
    )
  })

  it('metadata always fits, however long the texts of a row are', () => {
    const long = '\u{FDFA}'.repeat(500)
    const { fresh } = plan({
      rows: [
        { ...coffee, description: long },
        { ...coffee, id: '\u0001'.repeat(5_000) },
        { ...coffee, id: '😀'.repeat(200) },
      ],
      source: '\u0001'.repeat(100),
    })
    for (const { expense } of fresh) {
      expect(new TextEncoder().encode(JSON.stringify(expense.metadata)).length).toBeLessThan(4_096)
      expect(expense.metadata.import.key).not.toMatch(/\p{Surrogate}/u)
    }
    expect(
      plan({
        rows: [{ ...coffee, description: long }],
        existing: recorded({ fresh } as never),
        source: '\u0001'.repeat(100),
      }).fresh,
    ).toEqual([])
  })
})

describe('an invalid input', () => {
  const refused = (input: object) => {
    try {
      plan({ rows: [], ...input })
    } catch (error) {
      if (isBudgetBookError(error, 'invalid_input'))
        return error.details.issues.map(({ path, code }) => [path.join('.'), code])
      throw error
    }
    return []
  }

  it.each([
    [{ rows: 5 }, 'rows', 'invalid_type'],
    [{ rows: [coffee, null] }, 'rows.1', 'invalid_type'],
    [{ existing: [{ ...coffee }] }, 'existing.0.id', 'invalid_type'],
    [{ existing: [{ id: 'a', date: '2026-02-30', amount: '1' }] }, 'existing.0.date', 'invalid_date'],
    [
      { existing: [{ id: 'a', date: '2026-02-01', amount: '1.001' }] },
      'existing.0.amount',
      'too_many_decimals',
    ],
    [{ currency: 'euro' }, 'currency', 'unknown_currency'],
    [{ source: 'a|b' }, 'source', 'invalid_value'],
    [{ source: '' }, 'source', 'too_short'],
    [{ category: 'food' }, 'category', 'invalid_type'],
    [{ rows: [coffee], category: () => 5 }, 'category', 'invalid_type'],
    [{ ignore: [5] }, 'ignore.0', 'invalid_type'],
    [{ categories: [] }, 'categories', 'unknown_field'],
  ])('is refused: %j', (input, path, code) => {
    expect(refused(input)).toEqual([[path, code]])
  })

  it('is told apart from a function that throws', () => {
    const cause = new Error('mine')
    const failing = () =>
      plan({
        rows: [coffee],
        category: () => {
          throw cause
        },
      })
    expect(failing).toThrow(expect.objectContaining({ code: 'invalid_input', cause }) as Error)
  })
})
