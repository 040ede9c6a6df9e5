import { expect, it, onTestFinished } from 'vitest'
import { signToken } from '../../../examples/server/tokens.js'
import { startBundledServer } from '../../../scripts/http/server-process.js'
import { raceForKey, raceForLimit, startServers } from '../../http/harness/races.js'
import { useServer } from '../harness/use-server.js'
import { raceRounds } from '../../support/settings.js'

const { makeBooks } = useServer()

async function start(servers: number) {
  const { host, port, user, database } = (await makeBooks()).connection
  const started = await startServers(servers, {
    DATABASE_URL: `postgres://${user}@${host}:${port}/${database}`,
  })
  onTestFinished(async () => started.stop())
  return started
}

it.each([1, 2])(
  `16 clients at once, ${raceRounds} rounds, of %i REST servers: one of them gets the budget that the limit allows`,
  async (servers) => {
    const outcomes = await raceForLimit(await start(servers), 16, raceRounds)
    expect(new Set(outcomes)).toEqual(new Set(['1 201, 15 allocation_rejected']))
    expect(outcomes).toHaveLength(raceRounds)
  },
)

it(`16 clients at once, ${raceRounds} rounds, with one Idempotency-Key: the POST is done once, and all hear what it made`, async () => {
  const servers = await start(2)
  const outcomes = await raceForKey(servers, 16, raceRounds)
  expect(new Set(outcomes)).toEqual(new Set(['16 201, 1 made']))
  expect((await servers.send(0, 'GET', '/api/budgets/')).count).toBe(raceRounds)
})

it('four servers that start at once on an empty database all serve the same books', async () => {
  const { host, port, user, database } = (await makeBooks()).connection
  const secret = 's'.repeat(32)
  const env = { DATABASE_URL: `postgres://${user}@${host}:${port}/${database}`, TOKEN_SECRET: secret }
  const servers = await Promise.all(Array.from({ length: 4 }, async () => startBundledServer(env)))
  onTestFinished(async () => {
    const endings = await Promise.all(servers.map(async (server) => server.stop()))
    expect(endings.map(({ code }) => code)).toEqual([0, 0, 0, 0])
  })
  const headers = {
    Authorization: `Bearer ${await signToken('ada', new TextEncoder().encode(secret))}`,
    'Content-Type': 'application/json',
  }
  for (const { url } of servers) {
    const init = { method: 'POST', headers, body: '{"name":"Household"}' }
    expect((await fetch(`${url}/books`, init)).status).toBe(201)
  }
  for (const { url } of servers) {
    const response = await fetch(`${url}/books`, { headers })
    expect(((await response.json()) as { count: number }).count).toBe(4)
  }
})
