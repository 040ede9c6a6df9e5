import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBudgetBookError, type ImportRow } from 'budgetbook'
import { failureOf, openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const coffee: ImportRow = { date: '2026-02-14', amount: '3.20', description: 'Coffee' }

describe.each(storageKinds)('an import into $name', (kind) => {
  const open = async () => {
    const { book } = await openTestBook(kind)
    const { id } = await book.categories.create({ name: 'Food' })
    const file = (rows: readonly ImportRow[]) => ({ rows, source: 'giro', category: () => id })
    return { book, id, file }
  }

  it('records the fresh rows once, however often the file comes', async () => {
    const { book, file } = await open()
    const rows = [coffee, coffee, { ...coffee, date: '2026-03-01', amount: '-1.00' }]
    const { expenses, duplicates } = await book.expenses.importRows(
      await book.expenses.planImport(file(rows)),
    )
    expect(expenses.map(({ date, amount }) => `${date} ${amount}`)).toEqual([
      '2026-02-14 3.20',
      '2026-02-14 3.20',
      '2026-03-01 -1.00',
    ])
    expect(duplicates).toEqual([])
    const again = await book.expenses.planImport(file(rows))
    expect([again.fresh.length, again.duplicates.length]).toEqual([0, 3])
    expect((await book.expenses.importRows(again)).expenses).toEqual([])
    expect((await book.utilization('2026-02')).summary.totalSpent).toBe('6.40')
  })

  it('reads three days around the file for what was entered by hand', async () => {
    const { book, id, file } = await open()
    const days = ['2026-02-10', '2026-02-11', '2026-02-17', '2026-02-18']
    for (const date of days) await book.expenses.record({ categoryId: id, amount: '3.20', date })
    const { alike, currency } = await book.expenses.planImport(file([coffee]))
    expect(currency).toBe((await book.settings.get()).currency)
    const found = await Promise.all(
      alike[0]!.expenseIds.map(async (own) => (await book.expenses.get(own)).date),
    )
    expect(found).toEqual(['2026-02-11', '2026-02-17'])
  })

  it('finds the expense of a row wherever it is now', async () => {
    const { book, id, file } = await open()
    await book.expenses.importRows(await book.expenses.planImport(file([coffee])))
    const [imported] = (await book.expenses.list()).items
    await book.expenses.update(imported!.id, { date: '2027-01-01', amount: '9.00' })
    const own = await book.expenses.record({ categoryId: id, amount: '5.00', date: '2026-02-01' })
    const row = { id: own.id, date: own.date, amount: own.amount }
    await book.expenses.update(own.id, { date: '2027-01-02', amount: '6.00' })
    expect((await book.expenses.planImport(file([coffee]))).duplicates[0]?.expenseId).toBe(imported!.id)
    const exported = { rows: [row], source: 'budgetbook', category: () => id }
    expect((await book.expenses.planImport(exported)).duplicates[0]?.expenseId).toBe(own.id)
  })

  it('reads around the first and the last day, wherever in the file they are', async () => {
    const { book, id, file } = await open()
    const days = ['2026-02-14', '2026-06-01', '2026-01-05', '2026-03-01']
    for (const date of days) await book.expenses.record({ categoryId: id, amount: '3.20', date })
    const { alike } = await book.expenses.planImport(file(days.map((date) => ({ ...coffee, date }))))
    expect(alike.map(({ row }) => row.date)).toEqual(days)
  })

  it('of two plans that were made at once records each row once', async () => {
    const { book, file } = await open()
    const tea = { ...coffee, description: 'Tea' }
    const one = await book.expenses.planImport(file([coffee, coffee, tea]))
    const two = await book.expenses.planImport(file([coffee, { ...coffee, amount: '9.00' }]))
    const results = await Promise.all([book.expenses.importRows(one), book.expenses.importRows(two)])
    expect(results.map(({ expenses }) => expenses.length)).toEqual([3, 1])
    expect(results[1].duplicates).toEqual([{ row: coffee, expenseId: one.fresh[0]!.expenseId }])
    expect((await book.expenses.list()).items).toHaveLength(4)
  })

  it('is all or nothing', async () => {
    const { book, file } = await open()
    await book.months.close('2026-03')
    const plan = await book.expenses.planImport(file([coffee, { ...coffee, date: '2026-03-01' }]))
    expect(await failureOf(book.expenses.importRows(plan))).toMatchObject({ code: 'month_closed' })
    expect((await book.expenses.list()).items).toEqual([])
    const fresh = plan.fresh.filter(({ expense }) => expense.date < '2026-03')
    expect((await book.expenses.importRows({ ...plan, fresh })).expenses).toHaveLength(1)
  })

  it('answers a repeated operation as the first time', async () => {
    const { book, file } = await open()
    const first = await book.expenses.planImport(file([coffee]))
    const both = await book.expenses.planImport(file([coffee, coffee]))
    await book.expenses.importRows(first)
    const result = await book.expenses.importRows(both, { operationId: 'file-1' })
    expect([result.expenses.length, result.duplicates.length]).toEqual([1, 1])
    expect(await book.expenses.importRows(both, { operationId: 'file-1' })).toEqual(result)
    expect(await failureOf(book.expenses.importRows(first, { operationId: 'file-1' }))).toMatchObject({
      code: 'operation_mismatch',
    })
  })

  it('is refused if the currency of the book changed since the plan', async () => {
    const { book, file } = await open()
    const plan = await book.expenses.planImport(file([coffee]))
    await book.settings.update({ currency: 'KWD' })
    expect(await failureOf(book.expenses.importRows(plan))).toMatchObject({
      code: 'conflict',
      details: { reason: 'plan_outdated' },
    })
  })

  it('does not take the expense of another row for its own', async () => {
    const { book, file } = await open()
    const plan = await book.expenses.planImport(file([coffee]))
    await book.expenses.importRows(plan)
    const [fresh] = (await book.expenses.planImport(file([{ ...coffee, amount: '4.00' }]))).fresh
    const stolen = { ...plan, fresh: [{ ...fresh!, expenseId: plan.fresh[0]!.expenseId }] }
    expect(await failureOf(book.expenses.importRows(stolen))).toMatchObject({
      code: 'conflict',
      details: { reason: 'id_taken' },
    })
  })

  it('of any files, in any order, leaves of each key the most that one file had', async () => {
    const files = fc.array(
      fc.array(
        fc.record({
          date: fc.constantFrom('2026-02-14', '2026-03-01'),
          amount: fc.constantFrom('1.00', '2.00'),
          description: fc.constantFrom('a', 'b'),
        }),
        { maxLength: 5 },
      ),
      { minLength: 1, maxLength: 4 },
    )
    await fc.assert(
      fc.asyncProperty(files, async (all) => {
        const { book, file } = await open()
        const plans = await Promise.all(all.map(async (rows) => book.expenses.planImport(file(rows))))
        await Promise.all(plans.map(async (plan) => book.expenses.importRows(plan)))
        const counts = (rows: readonly { date: string; amount: unknown; description?: string }[]) => {
          const keys = rows.map(({ date, amount, description }) => `${date} ${String(amount)} ${description}`)
          return new Map(keys.map((key) => [key, keys.filter((other) => other === key).length]))
        }
        const most = new Map<string, number>()
        for (const rows of all)
          for (const [key, count] of counts(rows)) most.set(key, Math.max(most.get(key) ?? 0, count))
        expect(counts((await book.expenses.list()).items)).toEqual(most)
      }),
      { numRuns: 10 },
    )
  })

  it('tells how far it is', async () => {
    const { book, file } = await open()
    const phases: string[] = []
    const onProgress = ({ phase, done, total }: { phase: string; done: number; total: number }) =>
      phases.push(`${phase} ${done}/${total}`)
    const rows = Array.from({ length: 200 }, (_, at) => ({ ...coffee, description: `${at}` }))
    const plan = await book.expenses.planImport(file(rows), { onProgress })
    await book.expenses.importRows(plan, { onProgress })
    expect([phases[0], phases.at(-1)]).toEqual(['checking 0/200', 'storing 200/200'])
    expect(phases).toContain('checking 200/200')
  })
})

describe('an import', () => {
  const [kind] = storageKinds

  it('is one entry of the history, and can be undone and done again', async () => {
    const { book } = await openTestBook(kind!, { history: { keep: 10 } })
    const { id } = await book.categories.create({ name: 'Food' })
    const file = { rows: [coffee, coffee], source: 'giro', category: () => id }
    await book.expenses.importRows(await book.expenses.planImport(file))
    const [entry] = (await book.history.list()).items
    const undone = await book.history.undo(entry!.id)
    expect((await book.expenses.list()).items).toEqual([])
    expect((await book.expenses.planImport(file)).fresh).toHaveLength(2)
    await book.history.undo(undone.id)
    expect((await book.expenses.planImport(file)).duplicates).toHaveLength(2)
  })

  it('that is planned while the currency changes is refused', async () => {
    const { book } = await openTestBook(kind!)
    await book.settings.update({ currency: 'USD' })
    const { id } = await book.categories.create({ name: 'Food' })
    await book.expenses.record({ categoryId: id, amount: '4.05', date: '2026-02-14' })
    // So many rows that others have their turn before the expenses are read.
    const rows = Array.from({ length: 20_000 }, (_, at) => ({ ...coffee, description: `${at}` }))
    const plan = failureOf(book.expenses.planImport({ rows, category: () => id }))
    await book.settings.changeCurrency({ to: 'KWD', rate: '0.307' })
    expect(await plan).toMatchObject({ code: 'conflict', details: { reason: 'plan_outdated' } })
  })

  it.each([
    [null, []],
    [{ fresh: [] }, ['currency']],
    [{ currency: 'INR' }, ['fresh']],
    [{ currency: 'INR', fresh: [{}] }, ['fresh', 0, 'row']],
    [
      { currency: 'INR', fresh: [{ row: {}, expenseId: 'a', expense: { categoryId: 'x', amount: '1' } }] },
      ['fresh', 0, 'expense', 'date'],
    ],
    [
      {
        currency: 'INR',
        fresh: [{ row: {}, expenseId: '..', expense: { categoryId: 'x', amount: '1', date: '2026-02-14' } }],
      },
      ['fresh', 0, 'expenseId'],
    ],
  ])('refuses the plan %j', async (plan, path) => {
    const { book } = await openTestBook(kind!)
    const failure = await failureOf(book.expenses.importRows(plan as never))
    expect(isBudgetBookError(failure, 'invalid_input') && failure.details.issues[0]?.path).toEqual(path)
  })

  it('refuses a plan that has a row twice', async () => {
    const { book } = await openTestBook(kind!)
    const { id } = await book.categories.create({ name: 'Food' })
    const plan = await book.expenses.planImport({ rows: [coffee], category: () => id })
    expect(
      await failureOf(book.expenses.importRows({ ...plan, fresh: [...plan.fresh, ...plan.fresh] })),
    ).toMatchObject({
      code: 'invalid_input',
      details: { issues: [{ code: 'duplicate', path: ['fresh', 1, 'expenseId'] }] },
    })
  })
})
