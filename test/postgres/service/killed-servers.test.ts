// Four processes of the example server on one PostgreSQL. One of them is killed again and again, under load, for
// SOAK_SECONDS: 15 by default, 300 in `npm run test:soak`.
import { env } from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startCluster, type Cluster } from '../../../scripts/http/cluster.js'
import { postJson, senderOf, untilAnswered, type Send } from '../harness/clients/clients.js'
import { startListener } from '../harness/clients/listener.js'
import { startWriter } from '../harness/clients/writer.js'

const seconds = Number(env['SOAK_SECONDS'] ?? 15)
const users = Array.from({ length: 6 }, (_, index) => `user-${index}`)

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster(4, users)
})
afterAll(async () => cluster.stop())

/** The descriptions of all expenses of a user. */
async function recorded(send: Send): Promise<string[]> {
  const found: string[] = []
  let cursor: string | null = null
  do {
    const page: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const response = await untilAnswered(send, `/api/expenses/?month=2026-02&limit=1000${page}`)
    const { data, next_cursor: next } = (await response.json()) as {
      readonly data: readonly { readonly description: string }[]
      readonly next_cursor: string | null
    }
    found.push(...data.map(({ description }) => description))
    cursor = next
  } while (cursor !== null)
  return found
}

async function startUser(user: string) {
  const send = await senderOf(cluster, user)
  const { data } = await postJson<{ readonly data: { readonly id: string } }>(
    send,
    '/api/budgets/create/',
    'category',
    { name: 'Travel' },
  )
  const writers = [startWriter(send, data.id), startWriter(send, data.id)]
  return { send, writers, listener: startListener(send) }
}

it(
  'a process is killed at random under load: all that was acknowledged is there once, and who listens has read it',
  async () => {
    const clients = await Promise.all(users.map(startUser))
    let kills = 0
    for (const end = Date.now() + seconds * 1_000; kills < 3 || Date.now() < end; kills++) {
      await setTimeout(500 + Math.random() * 2_000)
      await cluster.replace(Math.floor(Math.random() * 4))
    }
    for (const { writers } of clients) await Promise.all(writers.map(async ({ stop }) => stop()))
    let total = 0
    for (const { send, writers, listener } of clients) {
      const acknowledged = writers.flatMap((writer) => writer.acknowledged)
      total += acknowledged.length
      expect((await recorded(send)).toSorted()).toEqual(acknowledged.toSorted())
      // Nothing but an event makes it read.
      await vi.waitFor(() => expect(listener.expenses()).toBe(acknowledged.length), { timeout: 30_000 })
      await listener.stop()
    }
    const beginnings = clients.reduce((sum, { listener }) => sum + listener.beginnings(), 0)
    console.log(
      `${kills} kills, ${total} expenses acknowledged, ${beginnings} beginnings of ${users.length} streams`,
    )
    expect(beginnings).toBeGreaterThan(users.length)
  },
  (seconds + 120) * 1_000,
)
