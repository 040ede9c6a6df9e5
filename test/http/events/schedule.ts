import * as fc from 'fast-check'
import { expect } from 'vitest'
import type { FetchLike } from 'eventsource'
import type { BudgetBook } from 'budgetbook'
import { createBudgetApi, type BudgetApi, type BudgetApiOptions } from 'budgetbook/http'
import { eventClient, isReady, type EventClient } from '../harness/event-client.js'

/** What happens, one after the other. */
type Step =
  /** Commits, by the book of the server or by another one on the same storage. */
  | { readonly commits: number; readonly isOther: boolean }
  /** The connection breaks, when the client has heard so much of what there is, of ten. */
  | { readonly breaksAt: number }
  /** The server ends, and another one starts. */
  | 'restart'

/** An API for callers who say their names, quickly made: its answers are held against nothing. */
export function plainApi(options: Partial<BudgetApiOptions>): BudgetApi {
  return createBudgetApi({
    authenticate: async ({ headers }) =>
      /^Bearer (\w+)$/.exec(headers.get('Authorization') ?? '')?.[1] ?? null,
    openBook: async () => Promise.reject(new Error('There is no book')),
    ...options,
  })
}

/** Random schedules. */
export const scheduleArbitrary: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ commits: fc.integer({ min: 1, max: 6 }), isOther: fc.boolean() }),
    },
    { weight: 4, arbitrary: fc.record({ breaksAt: fc.nat(10) }) },
    { weight: 1, arbitrary: fc.constant('restart' as const) },
  ),
  { maxLength: 14 },
)

/** A server that listens. */
interface Started {
  readonly fetch: FetchLike
  readonly origin?: string
  readonly book: BudgetBook
  readonly stop: () => Promise<void>
}

const idsOf = (client: EventClient) =>
  (client.changes() as { readonly operation_id: string | null }[]).map(({ operation_id }) => operation_id)

/**
 * Runs a schedule. In the end, the client has heard of every commit, once and in order; or `null`, in the place of those
 * before a new server was up, and after which the new server says so.
 */
export async function checkSchedule(
  schedule: readonly Step[],
  { start, other }: { readonly start: () => Promise<Started>; readonly other: BudgetBook },
): Promise<void> {
  let server = await start()
  const expected: (string | null)[] = []
  const heard: (string | null)[] = []
  let client = eventClient(server.fetch, {}, server.origin)
  const enough = async (count: number) => {
    await client.until((events) => isReady(events) && heard.length + idsOf(client).length >= count)
  }
  const leave = () => {
    client.close()
    heard.push(...idsOf(client))
  }
  const comeBack = async () => {
    client = eventClient(server.fetch, { position: client.position() }, server.origin)
    await client.until(isReady)
  }
  await client.until(isReady)
  let count = 0
  for (const step of schedule) {
    if (step === 'restart') {
      leave()
      await server.stop()
      server = await start()
      expected.splice(heard.length, Number.POSITIVE_INFINITY, null)
      await comeBack()
    } else if ('breaksAt' in step) {
      const left = expected.length - heard.length
      await enough(heard.length + Math.floor((left * step.breaksAt) / 10))
      leave()
      await comeBack()
    } else {
      for (let time = 0; time < step.commits; time++) {
        const operationId = String(++count)
        await (step.isOther ? other : server.book).settings.update({ monthlyLimit: count }, { operationId })
        expected.push(operationId)
      }
    }
  }
  await enough(expected.length)
  leave()
  await server.stop()
  expect(heard).toEqual(expected)
}
