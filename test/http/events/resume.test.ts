import * as fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { eventClient, fetchOf, isReady, rawClient, type EventClient } from '../harness/event-client.js'
import { testApi } from '../harness/test-api.js'
import { checkSchedule, plainApi, scheduleArbitrary } from './schedule.js'

const anything = { operation_id: null, months: 'all', changes: 'unknown' }

const changesOf = (client: EventClient) => client.changes() as { readonly operation_id: string | null }[]

/** An API with a book that makes numbered commits. */
async function committing(storage = createMemoryAdapter()) {
  const made = testApi({ storage })
  const book = await made.bookOf('ada')
  let count = 0
  const commit = async (times = 1) => {
    for (let time = 0; time < times; time++) {
      count++
      await book.settings.update({ monthlyLimit: count }, { operationId: `${count}` })
    }
  }
  const listen = async (position?: string) => {
    const client = eventClient(fetchOf(made.api), { position })
    onTestFinished(client.close)
    await client.until(isReady)
    return client
  }
  return { ...made, commit, listen }
}

describe('a client that comes back', () => {
  it('has heard of every commit once and in order, however often the connection broke and the server started anew', async () => {
    await fc.assert(
      fc.asyncProperty(scheduleArbitrary, async (schedule) => {
        const storage = createMemoryAdapter()
        await checkSchedule(schedule, {
          start: async () => {
            const book = await openBudgetBook({ storage, bookId: 'ada' })
            const api = plainApi({ openBook: async () => book })
            return { fetch: fetchOf(api), book, stop: api.close }
          },
          other: await openBudgetBook({ storage, bookId: 'ada' }),
        })
      }),
    )
  })

  it('hears all of 256 events that it missed, and of more than that, that anything may have changed', async () => {
    const { commit, listen } = await committing()
    const first = await listen()
    first.close()
    await commit(256)
    const second = await listen(first.position())
    await second.until((heard) => heard.length > 256)
    expect(changesOf(second).map(({ operation_id }) => Number(operation_id))).toEqual(
      Array.from({ length: 256 }, (_, index) => index + 1),
    )
    second.close()
    await commit()
    const third = await listen(first.position())
    await commit()
    await third.until((heard) => heard.length > 2)
    expect(changesOf(third)).toEqual([anything, expect.objectContaining({ operation_id: '258' })])
  })

  it('is told that anything may have changed if its position is of another process', async () => {
    const storage = createMemoryAdapter()
    const [one, two] = [await committing(storage), await committing(storage)]
    const first = await one.listen()
    await one.commit()
    await first.until((heard) => heard.length > 1)
    first.close()
    const second = await two.listen(first.position())
    await one.commit()
    await second.until((heard) => heard.length > 2)
    expect(changesOf(second)).toEqual([anything, expect.objectContaining({ operation_id: '2' })])
  })

  it('hears so again if the connection broke after the greeting, before it could hear it', async () => {
    const { api, listen } = await committing()
    const raw = await rawClient({ api }, { position: 'nonsense' })
    const [, position] = /^id: (.*)$/m.exec((await raw.read()) ?? '') ?? []
    await raw.cancel()
    const client = await listen(position)
    await client.until((heard) => heard.length > 1)
    expect(changesOf(client)).toEqual([anything])
  })

  it('hears nothing twice if it missed nothing', async () => {
    const { commit, listen } = await committing()
    const first = await listen()
    await commit()
    await first.until((heard) => heard.length > 1)
    first.close()
    const second = await listen(first.position())
    await commit()
    await second.until((heard) => heard.length > 1)
    expect(changesOf(second)).toEqual([expect.objectContaining({ operation_id: '2' })])
  })

  it('misses nothing if it names a position that the feed reaches before it reads on', async () => {
    const api = await committing()
    const known = await api.listen()
    await api.commit()
    await known.until((heard) => heard.length > 1)
    const [epoch = ''] = known.position()?.split('.') ?? []
    const raw = await rawClient(api, { position: `${epoch}.2` })
    expect(await raw.read()).toContain('event: ready')
    await api.commit()
    expect(await raw.read()).toContain(`id: ${epoch}.2\nevent: change\ndata: ${JSON.stringify(anything)}`)
    await raw.cancel()
  })

  it('may name any position at all', async () => {
    const api = await committing()
    const known = await api.listen()
    await api.commit()
    await known.until((heard) => heard.length > 1)
    const [epoch = ''] = known.position()?.split('.') ?? []
    const header = fc.string({
      unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
      maxLength: 300,
    })
    const position = fc.oneof(
      fc.constantFrom('', ' ', '.', '0', epoch, `${epoch}.`, `${epoch}.-1`, `${epoch}.2`, `${epoch}.1e0`),
      fc.constantFrom(`${epoch}.1.0`, `x${epoch}.1`, `${epoch}.${'9'.repeat(400)}`, 'x'.repeat(8_000)),
      header,
      header.map((text) => `${epoch}.${text}`),
    )
    await fc.assert(
      fc.asyncProperty(position, async (text) => {
        fc.pre(!/^0*1\s*$|^0+\s*$/.test(text.split('.')[1] ?? ''))
        const raw = await rawClient(api, { position: text })
        expect(raw.response.status).toBe(200)
        expect(await raw.read()).toContain('event: ready')
        expect(await raw.read()).toContain(`id: ${epoch}.1\nevent: change\ndata: ${JSON.stringify(anything)}`)
        await raw.cancel()
      }),
    )
  })
})
