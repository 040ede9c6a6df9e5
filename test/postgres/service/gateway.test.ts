import { execFile } from 'node:child_process'
import { execPath } from 'node:process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { root } from '../../support/snippets/snippets.js'
import { runOnSources } from '../../../scripts/entries.mjs'
import { useServer } from '../harness/use-server.js'

const { makeBooks } = useServer()

it('the gateway example spends what fits under each cap from 4 processes, where a check alone spends more', async () => {
  const books = await makeBooks()
  const { user, host, port, database } = books.connection
  const { PATH } = process.env
  const DATABASE_URL = `postgres://${user}@${host}:${port}/${database}`
  const { stdout, stderr } = await promisify(execFile)(
    execPath,
    [...runOnSources, 'examples/gateway/main.ts'],
    { cwd: root, env: { PATH, DATABASE_URL } },
  )
  expect(stderr).toBe('')
  expect(stdout).toContain('4 workers in processes of their own, on PostgreSQL')
  const overspent = Array.from(stdout.matchAll(/spent (\S+), \S+ over the cap/g), ([, spent]) =>
    Number(spent),
  )
  expect(overspent.map((spent) => spent > 1)).toEqual([true, true])
  expect(stdout).toContain(`A hold, then a commit:
  mobile: spent 0.90, on hold 0.00
  search: spent 0.90, on hold 0.00
  Reports that saw spent + held above a cap: 0
  Rows that do not fit together: 0
`)
  const { rows } = await sql`select tablename from pg_tables where tablename like 'gateway%'`.execute(
    books.connect().db,
  )
  expect(rows, 'it removes its table').toEqual([])
})
