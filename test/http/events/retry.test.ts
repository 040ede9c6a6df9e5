import { expect, it } from 'vitest'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { EventStreams } from '../../../src/http/events/event-streams.js'
import { rawClient } from '../harness/event-client.js'
import { testApi } from '../harness/test-api.js'

const retryIn = (text: string | null) => Number(/^retry: (\d+)\n/.exec(text ?? '')?.[1])

it.each([
  [0, 1_000],
  [0.5, 3_000],
  [1 - Number.EPSILON, 5_000],
])(
  'a stream asks its client to come back after one to five seconds: %d of them is %d ms',
  async (part, retry) => {
    const streams = new EventStreams({ heartbeat: 15_000, streamsPerBook: 1 }, () => part)
    const book = await openBudgetBook({ storage: createMemoryAdapter() })
    const { signal } = new AbortController()
    const { body } = streams.open({ book, signal, position: undefined, whyNot: async () => null })
    const { value } = await body.getReader().read()
    expect(retryIn(new TextDecoder().decode(value))).toBe(retry)
    streams.close()
  },
)

it('clients that come at once are asked to come back one after the other', async () => {
  const { api } = testApi()
  const times: number[] = []
  for (let client = 0; client < 50; client++) {
    const { read, cancel } = await rawClient({ api })
    times.push(retryIn(await read()))
    await cancel()
  }
  expect(times.every((time) => time >= 1_000 && time <= 5_000)).toBe(true)
  expect(new Set(times).size).toBeGreaterThan(25)
})
