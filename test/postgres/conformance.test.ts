import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createSqlAdapter, migrate, type SqlOptions } from 'budgetbook/sql'
import { adapterConformance, type ConformanceOptions } from 'budgetbook/testing'
import { kyselyOf } from './harness/use-kysely.js'
import { useServer } from './harness/use-server.js'

const { server, makeBooks } = useServer()
const levels = ['read committed', 'repeatable read', 'serializable'] as const

describe.each(levels)('PostgreSQL keeps every promise where %s is the default', (level) => {
  const defaults = { default_transaction_isolation: level }
  let books: ReturnType<typeof makeBooks> | null = null
  let count = 0

  const open: ConformanceOptions['open'] = async () => {
    books ??= makeBooks(defaults)
    const { connect } = await books
    const tablePrefix = `case_${count++}_`
    const first = { ...connect({ max: 1 }), tablePrefix }
    await migrate(first)
    const clients: SqlOptions[] = [first]
    return {
      connect: async () => {
        const options = { ...connect({ max: 3 }), tablePrefix }
        clients.push(options)
        return createSqlAdapter(options)
      },
      dispose: async () => void (await Promise.all(clients.map(async ({ db }) => db.destroy()))),
    }
  }

  it('which is what it is', async () => {
    const { db } = (await makeBooks(defaults)).connect()
    expect((await sql`select current_setting('transaction_isolation') as level`.execute(db)).rows).toEqual([
      { level },
    ])
  })

  it.each(adapterConformance({ open }))('$name', async ({ run }) => {
    await run()
  })
})

describe('PostgreSQL keeps every promise in a schema of a database that compares text as people do', () => {
  let prepared: Promise<void> | null = null
  let count = 0
  const connect = () => kyselyOf({ ...server().connection, database: 'icu', max: 3 })

  // Its collation has another order than bytes have: what depends on one has to ask for bytes.
  const prepare = async () => {
    const db = kyselyOf({ ...server().connection, max: 1 })
    await sql`
      create database icu template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US' locale 'C.UTF-8'`.execute(
      db,
    )
    await db.destroy()
  }

  const open: ConformanceOptions['open'] = async () => {
    prepared ??= prepare()
    await prepared
    const schema = `case_${count++}`
    const clients = [connect()]
    const [first] = clients
    if (first) {
      await sql`create schema ${sql.id(schema)}`.execute(first)
      await migrate({ db: first, dialect: 'postgres', schema })
    }
    return {
      connect: async () => {
        const db = connect()
        clients.push(db)
        return createSqlAdapter({ db, dialect: 'postgres', schema })
      },
      dispose: async () => void (await Promise.all(clients.map(async (db) => db.destroy()))),
    }
  }

  it.each(adapterConformance({ open }))('$name', async ({ run }) => {
    await run()
  })
})
