// Starts the example server in its own process, sends it the requests of the reference scenario, and prints each with
// its answer. Ends with an error if a result differs from the scenario. Uses SQLite, or PostgreSQL with DATABASE_URL.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deepStrictEqual } from 'node:assert/strict'
import { signToken } from '../../examples/server/tokens.js'
import { driveScenario, type Scenario } from './drive-scenario.js'
import { startServerProcess } from './server-process.js'

const scenario = JSON.parse(
  readFileSync(new URL('../../test/scenario/scenario.json', import.meta.url), 'utf8'),
) as Scenario

const folder = mkdtempSync(join(tmpdir(), 'budgetbook-'))
const secret = `${randomUUID()}${randomUUID()}`
// New users for each run, so that a database can be used again.
const [user, other] = [`demo-${randomUUID()}`, `demo-${randomUUID()}`]
const server = await startServerProcess({
  DATABASE_FILE: join(folder, 'books.db'),
  TOKEN_SECRET: secret,
  USERS: `${user},${other}`,
})
try {
  console.log(`The server listens on ${server.url}\n`)
  const token = async (of: string) => signToken(of, new TextEncoder().encode(secret))
  await driveScenario({ url: server.url, token: await token(user), otherToken: await token(other) }, scenario)
} finally {
  const ending = await server.stop()
  rmSync(folder, { recursive: true })
  deepStrictEqual(ending, { code: 0, lastLine: 'Stopped' })
  console.log('\nThe server was stopped by SIGTERM, and ended in order')
}
console.log('Everything came out as in the reference scenario')
