import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createSqlAdapter, migrate, migrateDown } from 'budgetbook/sql'
import { makeHousehold } from './harness/household.js'
import { useServer } from './harness/use-server.js'
import { withWorkers } from './harness/workers.js'

const { makeBooks } = useServer()

it('8 processes that migrate at once all succeed, and the tables are there', async () => {
  const { connection, connect } = await makeBooks()
  await withWorkers(
    connection,
    Array.from({ length: 8 }, () => ''),
    async (workers) => {
      for (let round = 0; round < 5; round++) {
        const tablePrefix = `round_${round}_`
        const answers = await Promise.all(workers.map(async ({ ask }) => ask({ do: 'migrate', tablePrefix })))
        expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 'ok'))
        const storage = createSqlAdapter({ ...connect(), tablePrefix })
        const promised = { reach: 'database', isolation: 'database', durability: 'disk', history: true }
        expect(await storage.open()).toEqual(promised)
      }
    },
  )
})

it('durability is what the server is set up for', async () => {
  const { connect } = await makeBooks()
  const storage = createSqlAdapter(connect({ options: '-c synchronous_commit=off' }))
  expect((await storage.open()).durability).toBe('deferred')
})

it('migrateDown refuses to remove books, and removes everything when told to', async () => {
  const { connect } = await makeBooks()
  const options = connect()
  await makeHousehold(options, 1)
  await migrateDown(options) // from 1.2 to 1.1: every book stays
  await migrateDown(options) // from 1.1 to 1.0
  await expect(migrateDown(options)).rejects.toMatchObject({ code: 'invalid_input' })
  expect((await createSqlAdapter(options).read('default', () => ({}))).categories).toHaveLength(1)
  await migrateDown({ ...options, discardBooks: true })
  await migrateDown(options)
  const { rows } = await sql`select 1 from pg_tables where tablename like 'budgetbook%'`.execute(options.db)
  expect(rows).toEqual([])
  await expect(createSqlAdapter(options).open()).rejects.toMatchObject({
    code: 'storage_unavailable',
    details: { reason: 'not_migrated' },
  })
  await expect(createSqlAdapter(options).read('default', () => ({}))).rejects.toMatchObject({
    code: 'storage_unavailable',
    details: { reason: 'not_migrated' },
  })
  await migrate(options)
})
