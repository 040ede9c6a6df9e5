// A shared book of the example server that is asked for twice under one key, of two servers at once, on a real PostgreSQL.
import { expect, it } from 'vitest'
import { startSharedApp, type SharedApp } from '../../http/isolation/shared-app.js'
import { raceRounds } from '../../support/settings.js'
import { useServer } from '../harness/use-server.js'

const { makeBooks } = useServer()

async function startTwo() {
  const { host, port, user, database } = (await makeBooks()).connection
  const env = {
    DATABASE_URL: `postgres://${user}@${host}:${port}/${database}`,
    TOKEN_SECRET: 's'.repeat(32),
    BOOKS_PER_USER: '999',
  }
  return [await startSharedApp(env), await startSharedApp(env)] as const
}

const make = async (app: SharedApp, key: string, name = 'Household') =>
  app.ask('POST', '/books', { body: { name }, headers: { 'Idempotency-Key': key } })

it('is made once, and both answers show it', async () => {
  const [first, second] = await startTwo()
  for (let round = 0; round < raceRounds; round++) {
    const [one, other] = await Promise.all([make(first, `key-${round}`), make(second, `key-${round}`)])
    expect([one.status, other.status, other.json]).toEqual([201, 201, one.json])
  }
  expect((await first.ask('GET', '/books')).json.count).toBe(raceRounds)
})

it('has the name of one of them, and the other is refused', async () => {
  const [first, second] = await startTwo()
  for (let round = 0; round < raceRounds; round++) {
    const key = `key-${round}`
    const answers = await Promise.all([make(first, key, 'Household'), make(second, key, 'Trip')])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 422])
  }
  expect((await first.ask('GET', '/books')).json.count).toBe(raceRounds)
})
