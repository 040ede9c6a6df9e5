import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryAdapter } from 'budgetbook'
import * as csv from 'budgetbook/csv'
import { seed } from '../harness/seed.js'
import { storages } from '../harness/storages.js'
import { testApi, type Answered, type TestApi } from '../harness/test-api.js'

const address = '/api/expenses/import/'
const coffee = { date: '2026-03-14', amount: '4.80', description: 'Café', category: 'Coffee' }
const shoes = { date: '2026-03-15', amount: '-20.00', description: 'Shoes', category: 'clothes' }

interface Asked {
  readonly user?: string
  readonly headers?: Readonly<Record<string, string>>
}

const send = async ({ ask }: TestApi, body: object, asked: Asked = {}): Promise<Answered> =>
  ask('POST', address, { ...asked, body })

/** Plans, then records what was planned. */
async function importAll(api: TestApi, body: object, asked: Asked = {}): Promise<Answered> {
  const { json } = await send(api, body, asked)
  return send(api, { ...body, token: json.token as string }, asked)
}

/** How many expenses of an import a user has. */
async function countOf({ bookOf }: TestApi, user = 'ada'): Promise<number> {
  const { items } = await (await bookOf(user)).expenses.list({ limit: 1_000 })
  return items.filter(({ id }) => id.startsWith('import-')).length
}

const contents = async ({ bookOf }: TestApi, user = 'ada') =>
  JSON.stringify(await (await bookOf(user)).exportBook())

describe.each(storages)('an import on %s', (_, create) => {
  it('is planned first, which records nothing, and recorded with the token of the plan', async () => {
    const api = testApi({ storage: create() })
    const { category } = await seed(api)
    const before = await contents(api)
    const nothing = { date: '2026-03-16', amount: 0, line: 4 }
    const rows = [coffee, { ...shoes, category: '' }, nothing, coffee]
    const body = { rows, source: 'giro', categories: { COFFEE: category } }
    const { status, json } = await send(api, body)
    const key = 'giro|2026-03-14|4.80|café'
    const { category: name, ...values } = coffee
    expect([status, json]).toEqual([
      200,
      {
        message: 'Import planned',
        data: {
          currency: 'USD',
          counts: { fresh: 2, duplicates: 0, alike: 0, unresolved: 1, rejected: 1 },
          fresh: [
            { row: coffee, expense: { ...values, category }, key },
            { row: { ...values, category: name }, expense: { ...values, category }, key },
          ],
          duplicates: [],
          alike: [],
          unresolved: [rows[1]],
          rejected: [{ row: nothing, line: 4, code: 'zero_amount', message: expect.any(String) }],
          suggestions: {},
        },
        token: expect.stringMatching(/^USD\.[0-9a-f]{16}\.1,2,1$/),
      },
    ])
    expect(await contents(api)).toBe(before)
    const made = await send(api, { ...body, token: json.token })
    expect([made.status, made.json.message, made.json.count, made.json.duplicates]).toEqual([
      201,
      'Expenses imported',
      2,
      [],
    ])
    const listed = await api.ask('GET', '/api/expenses/?month=2026-03')
    expect(listed.json.data).toEqual(expect.arrayContaining(made.json.data as unknown[]))
    expect(made.json.data[1]).toMatchObject({
      category,
      amount: '4.80',
      metadata: { import: { source: 'giro', key } },
    })
  })

  it('adds nothing when the file is imported again, nor when the request with the token is sent again', async () => {
    const api = testApi({ storage: create() })
    const { category } = await seed(api)
    const body = { rows: [coffee, coffee, shoes], source: 'giro', default_category: category }
    const { json: plan } = await send(api, body)
    const first = await send(api, { ...body, token: plan.token })
    const again = await send(api, { ...body, token: plan.token })
    expect([first.json.count, again.status, again.json.count]).toEqual([3, 201, 0])
    const ids = (first.json.data as { id: string }[]).map(({ id }) => id)
    expect(again.json.duplicates).toEqual(body.rows.map((row, at) => ({ row, expense_id: ids[at] })))
    const { json } = await send(api, body)
    expect(json.data.counts).toMatchObject({ fresh: 0, duplicates: 3 })
    expect((await send(api, { ...body, token: json.token })).json.count).toBe(0)
    expect(await countOf(api)).toBe(3)
  })

  it('is done once under an Idempotency-Key, which answers as the first time, also after the currency changed', async () => {
    const api = testApi({ storage: create() })
    const { category } = await seed(api)
    const body = { rows: [coffee, shoes], source: 'giro', default_category: category }
    const { json } = await send(api, body)
    const asked = { headers: { 'Idempotency-Key': 'key 1' } }
    const planned = { ...body, token: json.token as string }
    const first = await send(api, planned, asked)
    const second = await send(api, planned, asked)
    expect([second.status, second.text]).toEqual([201, first.text])
    await api.ask('POST', '/api/usersettings/change-currency/', { body: { to: 'EUR', rate: 2 } })
    expect((await send(api, planned, asked)).json).toMatchObject({ count: 2, duplicates: [] })
    const other = await importAll(api, { ...body, source: 'other' }, asked)
    expect([other.status, other.json.code]).toEqual([422, 'operation_mismatch'])
    expect(await countOf(api)).toBe(2)
  })

  it('by two clients at once records each row once, and both hear what became of every row', async () => {
    const api = testApi({ storage: create() })
    const { category } = await seed(api)
    const body = { rows: [coffee, coffee, shoes], source: 'giro', default_category: category }
    const { token } = (await send(api, body)).json
    const answers = await Promise.all(
      Array.from({ length: 4 }, async () => send(api, { ...body, token: token as string })),
    )
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(answers.reduce((sum, { json }) => sum + (json.count as number), 0)).toBe(3)
    for (const { json } of answers) expect(json.count + json.duplicates.length).toBe(3)
    expect(await countOf(api)).toBe(3)
  })

  it('that another client was half through records the rest', async () => {
    const api = testApi({ storage: create() })
    const { category } = await seed(api)
    const whole = { rows: [coffee, shoes, coffee], source: 'giro', default_category: category }
    const { token } = (await send(api, whole)).json
    await importAll(api, { ...whole, rows: [shoes] })
    const { json } = await send(api, { ...whole, token: token as string })
    expect([json.count, json.duplicates]).toEqual([2, [{ row: shoes, expense_id: expect.any(String) }]])
  })

  it('is planned again once the currency changed', async () => {
    const api = testApi({ storage: create() })
    const { category } = await seed(api)
    const body = { rows: [coffee], source: 'giro', default_category: category }
    const { token } = (await send(api, body)).json
    await api.ask('POST', '/api/usersettings/change-currency/', { body: { to: 'JPY', rate: 150 } })
    const { status, json } = await send(api, { ...body, token: token as string })
    expect([status, json.code, json.error, json.details]).toEqual([
      409,
      'conflict',
      'The currency changed since the import was planned. Plan it again',
      { reason: 'plan_outdated' },
    ])
    expect(await countOf(api)).toBe(0)
  })

  it('is refused whole for a closed month, an archived category, and a category of somebody else', async () => {
    const api = testApi({ storage: create() })
    const { category } = await seed(api)
    const { category: bobs } = await seed(api, 'bob')
    const body = { rows: [coffee, shoes], source: 'giro', default_category: category }
    const { token } = (await send(api, body)).json
    const theirs = { ...body, default_category: bobs }
    const refused = await send(api, theirs)
    // The owner of the category gets a token for the same request.
    const { token: bobsToken } = (await send(api, theirs, { user: 'bob' })).json
    const forged = await send(api, { ...theirs, token: bobsToken as string })
    for (const { status, json } of [refused, forged])
      expect([status, json.code, json.details]).toEqual([404, 'not_found', { type: 'category', id: bobs }])
    await api.ask('PUT', `/api/budgets/archive/${category}/`)
    for (const answer of [await send(api, body), await send(api, { ...body, token: token as string })])
      expect([answer.status, answer.json.code]).toEqual([400, 'category_archived'])
    await api.ask('PUT', `/api/budgets/restore/${category}/`)
    await api.ask('PUT', '/api/months/2026-03/close/')
    const closed = await send(api, { ...body, token: token as string })
    expect([closed.status, closed.json.code]).toEqual([400, 'month_closed'])
    expect(await countOf(api)).toBe(0)
  })
})

it('nobody is told of another user’s expenses: the same rows are new to each', async () => {
  const api = testApi()
  const { category } = await seed(api)
  const { category: bobs } = await seed(api, 'bob')
  const body = { rows: [coffee], source: 'giro' }
  await importAll(api, { ...body, default_category: category })
  const before = await contents(api)
  const { json } = await send(api, { ...body, default_category: bobs }, { user: 'bob' })
  expect(json.data.counts).toMatchObject({ fresh: 1, duplicates: 0 })
  await send(api, { ...body, default_category: bobs, token: json.token as string }, { user: 'bob' })
  expect([await countOf(api, 'bob'), await contents(api)]).toEqual([1, before])
})

it('offers what may have been entered by hand, and a key leaves one row out', async () => {
  const api = testApi()
  const { category, expense } = await seed(api)
  const flight = { date: '2026-02-15', amount: '700.00', description: 'FLIGHT' }
  const body = { rows: [flight, coffee, coffee], source: 'giro', default_category: category }
  const { json } = await send(api, body)
  const key = 'giro|2026-02-15|700.00|flight'
  expect(json.data.alike).toEqual([{ row: flight, key, expense_ids: [expense] }])
  expect(json.data.counts).toMatchObject({ fresh: 3, alike: 1 })
  const ignore = [key, 'giro|2026-03-14|4.80|café']
  const { json: left } = await send(api, { ...body, ignore })
  expect(left.data.counts).toEqual({ fresh: 1, duplicates: 0, alike: 0, unresolved: 0, rejected: 2 })
  const made = await send(api, { ...body, ignore, token: left.token as string })
  expect(made.json.count).toBe(1)
  expect((await send(api, body)).json.data.counts).toMatchObject({ fresh: 2, duplicates: 1 })
})

describe('the category of a row', () => {
  it('is that of its name, exactly or folded, then the default; a name of the book is only offered', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const create = async (name: string, group?: string) =>
      (await api.ask('POST', '/api/budgets/create/', { body: { name, ...(group ? { group } : {}) } })).json
        .data.id as string
    const group = (await api.ask('POST', '/api/groups/create/', { body: { name: 'Work' } })).json.data
      .id as string
    const [food, gone] = [await create('Food'), await create('Gone')]
    await create('Taxi')
    await create('taxi', group)
    await api.ask('PUT', `/api/budgets/archive/${gone}/`)
    const named = (name: string | null, at: number) => ({
      date: '2026-03-01',
      amount: at + 1,
      category: name,
    })
    const names = ['a', 'A', ' a ', 'b', 'FOOD', 'gone', 'Taxi', '__proto__', '', null, 'Travel']
    const body = {
      rows: names.map(named),
      source: 'x',
      categories: Object.fromEntries([
        ['a', category],
        ['A', food],
        ['B', food],
        ['__proto__', food],
      ]),
    }
    const { json } = await send(api, body)
    const categories = (
      json.data.fresh as { row: { category: string }; expense: { category: string } }[]
    ).map(({ row, expense }) => [row.category, expense.category])
    // Two names of the request fold to " a ", so it is neither.
    expect(categories).toEqual([
      ['a', category],
      ['A', food],
      ['b', food],
      ['__proto__', food],
    ])
    expect(json.data.suggestions).toEqual({ FOOD: food, Travel: category })
    const { json: rest } = await send(api, { ...body, default_category: food })
    expect(rest.data.counts).toMatchObject({ fresh: 10, unresolved: 1 })
    expect(rest.data.unresolved[0].category).toBe(' a ')
  })

  it('stays what the plan said, also if categories are renamed meanwhile', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const { id } = (await api.ask('POST', '/api/budgets/create/', { body: { name: 'Coffee' } })).json.data
    const body = { rows: [coffee], source: 'x', categories: { Coffee: id as string } }
    const { token } = (await send(api, body)).json
    await api.ask('PUT', `/api/budgets/update/${id}/`, { body: { name: 'Tea' } })
    await api.ask('PUT', `/api/budgets/update/${category}/`, { body: { name: 'Coffee' } })
    expect((await send(api, { ...body, token: token as string })).json.data[0].category).toBe(id)
  })
})

describe('a CSV file', () => {
  const format = {
    columns: { date: 'Date', description: 'Text', category: 'Category', amount: 'Amount' },
    dates: 'DD.MM.YYYY',
    decimal: ',',
    delimiter: ';',
  }
  const text =
    'Date;Text;Category;Amount\r\n14.03.2026;Café;Coffee;-4,80\r\n31.02.2026;Rent;;-900,00\r\n15.03.2026;"Shoes;Coffee;-1\r\n'

  it('is read, and what cannot be read is rejected with its line', async () => {
    const api = testApi({ csv })
    const { category } = await seed(api)
    const body = { csv: text, format, source: 'giro', categories: { Coffee: category } }
    const { json } = await send(api, body)
    expect(json.data.fresh).toMatchObject([{ row: { ...coffee, line: 2 } }])
    expect(json.data.rejected).toMatchObject([
      { row: null, line: 3, code: 'invalid_date', cells: ['31.02.2026', 'Rent', '', '-900,00'] },
      { row: null, line: 4, code: 'invalid_quotes', cells: ['15.03.2026;"Shoes;Coffee;-1'] },
    ])
    expect((await send(api, { ...body, token: json.token as string })).json.count).toBe(1)
    const asRows = { rows: [coffee], source: 'giro', default_category: category }
    expect((await send(api, asRows)).json.data.counts).toMatchObject({ duplicates: 1 })
  })

  it('that was exported is known again: imported into its own book, it adds nothing', async () => {
    const api = testApi({ csv })
    await seed(api)
    const { text: file } = await api.ask('GET', '/api/expenses/export.csv')
    const body = { csv: file, format: 'budgetbook', source: 'budgetbook' }
    expect((await send(api, body)).json.data.counts).toMatchObject({ fresh: 0, duplicates: 1 })
    await seed(api, 'bob')
    const { json } = await send(api, body, { user: 'bob' })
    expect(Object.keys(json.data.suggestions as object)).toEqual(['Travel'])
    const mapped = { ...body, categories: json.data.suggestions as object }
    expect((await importAll(api, mapped, { user: 'bob' })).json.count).toBe(1)
  })

  it('may be longer than other parts of a body, up to importLimit', async () => {
    const api = testApi({ csv, importLimit: 1_000_000 })
    const { category } = await seed(api)
    const lines = Array.from({ length: 20_000 }, (_, at) => `14.03.2026;${at};Coffee;-1,00`)
    const body = { format, source: 'giro', default_category: category }
    const file = (count: number) => [text.split('\r\n', 1)[0], ...lines.slice(0, count)].join('\n')
    expect((await send(api, { ...body, csv: file(20_000) })).json.data.counts.fresh).toBe(20_000)
    expect((await send(api, { ...body, csv: file(20_000).padEnd(1_000_000, '\n') })).status).toBe(413)
  }, 60_000)

  it.each([
    [{ csv: text }, 'format'],
    [{ csv: text, format: 'ynabPlan' }, 'format'],
    [{ csv: text, format: 'constructor' }, 'format'],
    [{ csv: text, format: null }, 'format'],
    [{ csv: text, format: { ...format, dates: 'x' } }, 'format.dates'],
    [{ csv: text, format: { ...format, columns: { date: 'Day', amount: 'Amount' } } }, 'format.columns.date'],
    [{ csv: 'D\0a\0', format }, 'csv'],
    [{ csv: '', format }, 'csv'],
    [{ csv: text, rows: [], format }, 'rows'],
    [{ rows: [], format }, 'format'],
    [{}, 'rows'],
  ])('is refused where the request is wrong: %j', async (body, field) => {
    const { status, json } = await send(testApi({ csv }), { ...body, source: 'x' })
    expect([status, Object.keys(json.error as object)]).toEqual([400, [field]])
  })

  it('is refused by a server that reads none', async () => {
    const { status, json } = await send(testApi(), { csv: text, format, source: 'x' })
    expect([status, json.error]).toEqual([400, { csv: ['This server reads no CSV. Send rows'] }])
  })

  it('needs what reads it in the options', () => {
    for (const wrong of [null, {}, 'csv', { readCsvStream: 1 }])
      expect(() => testApi({ csv: wrong as never })).toThrow(
        expect.objectContaining({ code: 'invalid_input' }),
      )
  })
})

describe('a request', () => {
  it.each([
    [{ rows: [1] }, 'rows.0'],
    [{ rows: [coffee, null] }, 'rows.1'],
    [{ rows: [{ ...coffee, amout: 1 }] }, 'rows.0.amout'],
    [{ rows: [{ ...coffee, categoryId: 'x' }] }, 'rows.0.categoryId'],
    [{ rows: [{ ...coffee, line: 0 }] }, 'rows.0.line'],
    [{ rows: 'x' }, 'rows'],
    [{ rows: [], source: '' }, 'source'],
    [{ rows: [], source: 'a|b' }, 'source'],
    [{ rows: [], source: undefined }, 'source'],
    [{ rows: [], categories: [] }, 'categories'],
    [{ rows: [], categories: { categoryId: '' } }, 'categories.categoryId'],
    [{ rows: [], default_category: '..' }, 'default_category'],
    [{ rows: [], ignore: [1] }, 'ignore.0'],
    [{ rows: Array.from({ length: 100_001 }, () => 0) }, 'rows'],
  ])('is refused for %j', async (body, field) => {
    const { status, json } = await send(testApi(), { source: 'x', ...body })
    expect([status, Object.keys(json.error as object)]).toEqual([400, [field]])
  })

  it('of 100,000 rows is planned and recorded', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const rows = Array.from({ length: 100_000 }, (_, at) => ({ date: '2026-03-14', amount: at + 1 }))
    const body = { rows, source: 'x', default_category: category }
    const { json } = await send(api, body)
    expect([json.data.counts.fresh, json.token]).toEqual([100_000, expect.stringMatching(/\.100000$/)])
    expect((await send(api, { ...body, token: json.token as string })).json.count).toBe(100_000)
  }, 60_000)

  it('may not be changed once it is planned, and a token must be one', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const body = { rows: [coffee, shoes], source: 'giro', default_category: category }
    const { token } = (await send(api, body)).json as { token: string }
    const [currency, fingerprint] = token.split('.')
    const before = await contents(api)
    for (const changed of [
      { ...body, token, rows: [coffee] },
      { ...body, token, rows: [shoes, coffee] },
      { ...body, token, source: 'other' },
      { ...body, token, categories: { Coffee: category } },
      { ...body, token, ignore: ['x'] },
      { rows: body.rows, source: 'giro', token },
      ...['', '.', '..', 'x', `${token},`, `${token}.1`, ` ${token}`, 'x'.repeat(300_000)].map((other) => ({
        ...body,
        token: other,
      })),
      ...['', '1', '3', '1,2', '-1,3', '1,,1', '1e0,1', '2,1', '9999999', '１,1'].map((runs) => ({
        ...body,
        token: `${currency}.${fingerprint}.${runs}`,
      })),
      ...['XXX', 'ABC', 'usd', ''].map((other) => ({ ...body, token: `${other}.${fingerprint}.2` })),
    ]) {
      const { status, json } = await send(api, changed)
      expect([changed, status, Object.keys(json.error as object)]).toEqual([changed, 400, ['token']])
    }
    expect(await contents(api)).toBe(before)
    const reordered = Object.fromEntries(Object.entries({ ...body, token }).reverse())
    expect((await send(api, reordered)).json.count).toBe(2)
  })

  it('with a token that somebody made records no row but its own, and none without a category', async () => {
    const api = testApi()
    const { category } = await seed(api)
    const body = { rows: [coffee, shoes], source: 'giro', categories: { Coffee: category } }
    const { token } = (await send(api, body)).json as { token: string }
    expect(token).toMatch(/\.1,1$/)
    const forged = await send(api, { ...body, token: token.replace(/1,1$/, '2') })
    expect([forged.status, Object.keys(forged.json.error as object)]).toEqual([400, ['token']])
    expect(await countOf(api)).toBe(0)
  })
})

it('each row is in one list, and the token records those that are new, wherever the others stand', async () => {
  const rowArbitrary = fc.record({
    date: fc.constantFrom('2026-03-01', '2026-03-02', '2026-02-30'),
    amount: fc.constantFrom('1', '2.00', '0'),
    description: fc.constantFrom('a', 'A', 'b'),
    category: fc.constantFrom('x', 'unknown'),
    id: fc.constantFrom('', 'F1'),
  })
  const rowsArbitrary = fc.array(rowArbitrary, { maxLength: 12 })
  const api = testApi({ storage: createMemoryAdapter() })
  let users = 0
  await fc.assert(
    fc.asyncProperty(
      rowsArbitrary,
      rowsArbitrary,
      fc.array(fc.nat(11), { maxLength: 3 }),
      async (earlier, rows, left) => {
        const user = `user${++users}`
        const { category } = await seed(api, user)
        const body = { source: 's', categories: { x: category } }
        await importAll(api, { ...body, rows: earlier }, { user })
        const before = await countOf(api, user)
        const { json: all } = await send(api, { ...body, rows }, { user })
        const keys = (all.data.fresh as { key: string }[]).map(({ key }) => key)
        const ignore = left.map((at) => keys[at % Math.max(keys.length, 1)] ?? 'none')
        const { json: plan } = await send(api, { ...body, rows, ignore }, { user })
        const { fresh, duplicates, unresolved, rejected } = plan.data.counts
        expect(fresh + duplicates + unresolved + rejected).toBe(rows.length)
        const planned = { ...body, rows, ignore, token: plan.token as string }
        const { json: made } = await send(api, planned, { user })
        expect([made.count, made.duplicates]).toEqual([fresh, []])
        const expenses = (made.data as { amount: string; date: string; description: string }[]).map(
          ({ amount, date, description }) => ({ amount, date, description, category }),
        )
        expect(expenses).toEqual((plan.data.fresh as { expense: object }[]).map(({ expense }) => expense))
        expect(await countOf(api, user)).toBe(before + fresh)
        expect((await send(api, planned, { user })).json.count).toBe(0)
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)
