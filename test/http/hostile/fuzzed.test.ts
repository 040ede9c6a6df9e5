// Requests made from the OpenAPI document, over real connections: many at the same time, of users with books of their own
// and with shared ones.
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fuzzRequests } from '../fuzz/request-arbitrary.js'
import { documentCheck } from '../harness/document-check.js'
import type { OpenApiDocument } from '../harness/document.js'
import { testApi } from '../harness/test-api.js'
import { startHostileServer, type HostileServer } from './harness/hostile-server.js'
import { openLane, problemsOfLane } from './harness/lane.js'

const document = testApi().api.openApiDocument() as unknown as OpenApiDocument
const check = documentCheck(document)
// FC_RUNS, of the nightly workflow, only raises the number.
const runs = Math.min(36, Math.max(12, fc.readConfigureGlobal().numRuns ?? 0))
const lanes = 4
const perLane = 300
// A run has users of its own, so that its books are new.
const userOf = (run: number, lane: number, name: string) => `${name}-${run}-${lane}`

// Each with a half of the lanes: one takes longer to answer than this process to ask, and to look at the answers.
let servers: readonly [HostileServer, HostileServer]

beforeAll(async () => {
  const users = Array.from({ length: runs * lanes }, (_, index) =>
    ['ada', 'bob'].map((name) => userOf(Math.floor(index / lanes), index % lanes, name)),
  ).flat()
  servers = await Promise.all([startHostileServer(users), startHostileServer(users)])
})
afterAll(async () => {
  expect(await Promise.all(servers.map(async (server) => server.stop()))).toEqual([0, 0])
})

it('thousands of requests made from the document: no 5xx, no answer outside of it, no insides', async () => {
  const statuses = new Map<number, number>()
  const requests = fc.array(fuzzRequests(document), { minLength: perLane, maxLength: perLane, size: 'max' })
  const several = fc.array(requests, { minLength: lanes, maxLength: lanes, size: 'max' })
  let run = 0
  await fc.assert(
    fc.asyncProperty(several, async (made) => {
      const number = run++
      const problems = await Promise.all(
        made.map(async (each, lane) => {
          const server = servers[lane < lanes / 2 ? 0 : 1]
          const opened = await openLane(server, (name) => userOf(number, lane, name), lane % 2 === 1)
          return problemsOfLane(opened, each, check, ({ status }) =>
            statuses.set(status, (statuses.get(status) ?? 0) + 1),
          )
        }),
      )
      expect(problems.flat()).toEqual([])
    }),
    // What fails is not made smaller: each try would need users of its own.
    { numRuns: runs, endOnFailure: true },
  )
  const total = [...statuses.values()].reduce((sum, count) => sum + count, 0)
  console.log(`${total} requests, by status:`, Object.fromEntries([...statuses].sort(([a], [b]) => a - b)))
  expect(total).toBe(runs * lanes * perLane)
  expect((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)).toBeGreaterThan(total / 5)
  for (const server of servers) {
    const { statuses: answered, inFlight, streams } = await server.figures()
    expect([...answered.keys()].filter((status) => status >= 500)).toEqual([])
    const left = { inFlight, streams, complaints: server.complaints() }
    expect(left).toEqual({ inFlight: 0, streams: 0, complaints: '' })
  }
}, 600_000)
