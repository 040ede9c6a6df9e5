import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createSqlAdapter, verify } from 'budgetbook/sql'
import { commit, inserting, putting, theBook } from '../../src/testing/conformance/commits.js'
import { february, makeCategory, makeExpense, makeSettings } from '../../src/testing/conformance/entities.js'
import { observe, readMonth } from '../../src/testing/conformance/observations.js'
import { useServer } from './harness/use-server.js'

const { makeBooks } = useServer()

it('amounts of 15 digits before the point and 4 behind it come back as they were, whatever the driver makes of numbers', async () => {
  const { connect } = await makeBooks()
  // What some apps do to every numeric and bigint: here, to those of this pool.
  const numbers = [20, 700, 701, 1700]
  const types = {
    getTypeParser: (oid: number) => (text: string) =>
      (numbers.includes(oid) ? Number.parseFloat(text) : text) as string,
  }
  const storage = createSqlAdapter(connect({ types }))
  const amounts = [
    '999999999999999.9999',
    '-999999999999999.9999',
    '0.0001',
    '-0.0001',
    '1.0000',
    '100000000000000.0001',
  ]
  await commit(storage, [
    putting.settings(makeSettings('CLF')),
    inserting.category(makeCategory('food')),
    ...amounts.map((amount, index) =>
      inserting.expense(makeExpense(`e${index}`, 'food', '2026-02-14', amount)),
    ),
  ])
  const more = Array.from({ length: 1_000 }, (_, index) =>
    inserting.expense(makeExpense(`more ${index}`, 'food', '2026-02-14', '999999999999999.9999')),
  )
  await commit(storage, more)
  const found = (await observe(storage)).expenses.filter(({ id }) => id.startsWith('e'))
  expect(found.map(({ amount }) => amount)).toEqual(amounts)
  const { spending } = await readMonth(storage, february)
  expect(spending.get('food')).toEqual({ spent: '1000100000000000000.9001', count: 1_006 })
  expect(await verify(connect(), theBook)).toEqual([])
})

it.each(['NaN', 'Infinity', '1.23456', '1e20', '1'])(
  '%s that other SQL wrote is found, and is not an amount',
  async (amount) => {
    const { connect } = await makeBooks()
    const options = connect()
    const storage = createSqlAdapter(options)
    await commit(storage, [
      putting.settings(makeSettings('USD')),
      inserting.category(makeCategory('food')),
      inserting.expense(makeExpense('e', 'food', '2026-02-14', '1.00')),
    ])
    if (amount === 'Infinity') {
      // PostgreSQL has it since version 14.
      await sql`update budgetbook_expenses set amount = 'Infinity'`.execute(options.db)
    } else await sql`update budgetbook_expenses set amount = cast(${amount} as numeric)`.execute(options.db)
    await expect(storage.readAll(theBook)).rejects.toMatchObject({ code: 'storage_corrupt' })
    expect(await verify(options, theBook)).toMatchObject([{ location: `expenses["${theBook}","e"]` }])
  },
)
