// PostgreSQL's turn is in test/postgres/service/http-races.test.ts.
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../support/sql/databases.js'
import { raceForKey, raceForLimit, startServers } from './harness/races.js'
import { raceRounds } from '../support/settings.js'

async function start(servers: number) {
  const folder = await temporaryFolder()
  const started = await startServers(servers, { DATABASE_FILE: join(folder.path, 'books.db') })
  onTestFinished(async () => {
    await started.stop()
    await folder.remove()
  })
  return started
}

it.each([1, 2])(
  `16 clients at once, ${raceRounds} rounds, of %i servers on SQLite: one of them gets the budget that the limit allows`,
  async (servers) => {
    const outcomes = await raceForLimit(await start(servers), 16, raceRounds)
    expect(new Set(outcomes)).toEqual(new Set(['1 201, 15 allocation_rejected']))
    expect(outcomes).toHaveLength(raceRounds)
  },
  120_000,
)

it(`16 clients at once, ${raceRounds} rounds, with one Idempotency-Key: the POST is done once, and all hear what it made`, async () => {
  const servers = await start(2)
  const outcomes = await raceForKey(servers, 16, raceRounds)
  expect(new Set(outcomes)).toEqual(new Set(['16 201, 1 made']))
  expect((await servers.send(0, 'GET', '/api/budgets/')).count).toBe(raceRounds)
}, 120_000)
