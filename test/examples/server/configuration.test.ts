// The configuration of the example server.
import { expect, it } from 'vitest'
import { databasePlaceOf, readConfiguration } from '../../../examples/server/configuration.js'

const names = [
  'HOST',
  'PORT',
  'DATABASE_URL',
  'DATABASE_FILE',
  'DATABASE_CONNECTIONS',
  'TOKEN_SECRET',
  'USERS',
  'RATE_LIMIT',
  'USER_RATE_LIMIT',
  'STREAMS_PER_USER',
  'IMPORTS_PER_USER',
  'BOOKS_PER_USER',
  'MEMBERS_PER_BOOK',
  'TRUST_PROXY',
  'CORS_ORIGINS',
  'REQUEST_TIMEOUT',
  'IDLE_TIMEOUT',
  'STOP_TIMEOUT',
  'METRICS_TOKEN',
]

it('takes an empty variable for one that is not set', () => {
  const empty = Object.fromEntries(names.map((name) => [name, '']))
  const random = { tokenSecret: expect.any(Uint8Array) }
  expect(readConfiguration(empty)).toEqual({ ...readConfiguration({}), ...random })
})

it('takes whole seconds from 1 on for the time that it waits when it stops', () => {
  expect(readConfiguration({}).stopTimeout).toBe(10)
  expect(readConfiguration({ STOP_TIMEOUT: '1' }).stopTimeout).toBe(1)
  expect(() => readConfiguration({ STOP_TIMEOUT: '0' })).toThrow('STOP_TIMEOUT must be at least 1, not 0')
})

it('has the place of the database that the jobs use', () => {
  const env = { DATABASE_URL: 'postgres://database/books', DATABASE_CONNECTIONS: '3' }
  const place = { databaseUrl: env.DATABASE_URL, databaseFile: 'budgetbook.db', databaseConnections: 3 }
  expect(databasePlaceOf(env)).toEqual(place)
  expect(readConfiguration(env)).toMatchObject(place)
})
