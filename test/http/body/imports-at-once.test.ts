import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { LongBodies } from '../../../src/http/body/long-bodies.js'
import { testApi } from '../harness/test-api.js'

const address = '/api/book/import/'

/** An API whose imports end when the test says so. */
async function heldApi(options: Parameters<typeof testApi>[0] = {}) {
  const book = await openBudgetBook({ storage: createMemoryAdapter() })
  const document = await book.exportBook()
  const held: (() => void)[] = []
  let most = 0
  const importBook = async (): Promise<void> => {
    await new Promise<void>((resolve) => {
      held.push(resolve)
      most = Math.max(most, held.length)
    })
  }
  const { api, ask } = testApi({ openBook: async () => ({ ...book, importBook }), ...options })
  return {
    api,
    document,
    send: async (user = 'ada') => ask('PUT', address, { user, body: document }),
    /** Waits until imports are at work, and ends them, until there are none. */
    finish: async (sent: Promise<unknown>) => {
      let isOver = false
      void sent.then(() => (isOver = true))
      while (!isOver) {
        for (const end of held.splice(0)) end()
        await setImmediate()
      }
    },
    atWork: async (count: number) => {
      await vi.waitFor(() => expect(held).toHaveLength(count))
      // Another would be there by now.
      for (let turn = 0; turn < 20; turn++) await setImmediate()
      expect(held).toHaveLength(count)
    },
    most: () => most,
  }
}

describe('imports at the same time', () => {
  it('are worked on two at once; the others wait, whosever they are', async () => {
    const app = await heldApi()
    const users = ['ada', 'bob', 'carol', 'dave', 'ada', 'bob']
    const sent = Promise.all(users.map(async (user) => app.send(user)))
    await app.atWork(2)
    await app.finish(sent)
    expect((await sent).map(({ status }) => status)).toEqual(users.map(() => 200))
    expect(app.most()).toBe(2)
  })

  it('of one book are four; one more is 429, and another book takes no notice', async () => {
    const app = await heldApi()
    const four = Promise.all(Array.from({ length: 4 }, async () => app.send()))
    await app.atWork(2)
    const { status, headers, json } = await app.send()
    expect([status, json.code, json.details]).toEqual([429, 'too_many_imports', { maximum: 4 }])
    expect(headers.get('Retry-After')).toBe('1')
    const other = app.send('bob')
    await app.finish(Promise.all([four, other]))
    expect((await other).status).toBe(200)
    expect((await four).map((answer) => answer.status)).toEqual([200, 200, 200, 200])
    const later = app.send()
    await app.finish(later)
    expect((await later).status).toBe(200)
  })

  it('are 413 all the same, if they say that they are too long', async () => {
    const app = await heldApi({ importsPerBook: 1, importLimit: 10_000 })
    const first = app.send()
    await app.atWork(1)
    const request = new Request(`http://localhost${address}`, {
      method: 'PUT',
      headers: { Authorization: 'Bearer ada', 'Content-Type': 'application/json', 'Content-Length': '10001' },
      body: ' '.repeat(10_001),
    })
    expect((await app.api.fetch(request)).status).toBe(413)
    await app.finish(first)
  })

  it('are as many as the host says', async () => {
    const app = await heldApi({ importsPerBook: 1 })
    const first = app.send()
    await app.atWork(1)
    expect((await app.send()).status).toBe(429)
    await app.finish(first)
    for (const wrong of [0, 1.5, '1'])
      expect(() => testApi({ importsPerBook: wrong as number })).toThrow('importsPerBook')
  })

  it('keep no place after they failed', async () => {
    const { ask } = testApi()
    for (let time = 0; time < 10; time++)
      expect((await ask('PUT', address, { body: { time } })).status).toBe(400)
  })

  it('ask again who the caller is, if the wait was long', async () => {
    let caller: string | null = 'eve'
    const app = await heldApi({ authenticate: async () => caller })
    const two = Promise.all([app.send(), app.send()])
    await app.atWork(2)
    const third = app.send()
    for (let turn = 0; turn < 20; turn++) await setImmediate()
    caller = null
    const now = performance.now()
    const clock = vi.spyOn(performance, 'now').mockReturnValue(now + 5_000)
    await app.finish(Promise.all([two, third]))
    clock.mockRestore()
    expect((await third).status).toBe(401)
  })

  it('wait no longer than their client does', async () => {
    const app = await heldApi()
    const two = Promise.all([app.send(), app.send()])
    await app.atWork(2)
    const gone = new AbortController()
    const request = new Request(`http://localhost${address}`, {
      method: 'PUT',
      headers: { Authorization: 'Bearer ada', 'Content-Type': 'application/json' },
      body: JSON.stringify(app.document),
      signal: gone.signal,
    })
    const third = app.api.fetch(request)
    for (let turn = 0; turn < 20; turn++) await setImmediate()
    gone.abort()
    const answer = await third
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([503, 'aborted'])
    await app.finish(two)
    const rest = Promise.all([app.send(), app.send(), app.send(), app.send()])
    await app.finish(rest)
    expect((await rest).map(({ status }) => status)).toEqual([200, 200, 200, 200])
  })
})

it.each([
  [0, '1'],
  [7, '7'],
])(
  'one import too many is told to wait for the retryAfter of the host, %d, and at least a second',
  async (retryAfter, told) => {
    const bodies = new LongBodies({ importsPerBook: 1, retryAfter })
    let finish = (): void => undefined
    const first = bodies.admit('ada', async () => new Promise<void>((resolve) => void (finish = resolve)))
    await expect(bodies.admit('ada', async () => undefined)).rejects.toMatchObject({
      code: 'too_many_imports',
      headers: { 'Retry-After': told },
    })
    finish()
    await first
  },
)

it('whatever comes, ends, fails and goes away, two are at work, in the order in which they came, and no place is lost', async () => {
  const step = fc.record({ end: fc.nat(3), abort: fc.option(fc.nat(9)), fails: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const bodies = new LongBodies({ importsPerBook: 1, retryAfter: 1 })
      const begun: number[] = []
      const open = new Map<number, { end: (fails: boolean) => void; controller: AbortController }>()
      const outcomes: Promise<unknown>[] = []
      const come = (name: number): void => {
        const controller = new AbortController()
        const work = new Promise<void>((resolve, reject) => {
          const end = (fails: boolean): void => (fails ? reject(new Error('failed')) : resolve())
          open.set(name, { end, controller })
        })
        const run = async (): Promise<void> => {
          begun.push(name)
          await work
        }
        outcomes.push(bodies.withSlot(controller.signal, run).catch((error: unknown) => error))
        void work.catch(() => undefined)
      }
      const atWork = (): number[] => begun.filter((name) => open.has(name))
      for (const [name, { end, abort, fails }] of steps.entries()) {
        come(name)
        await setImmediate()
        if (abort !== null && !begun.includes(abort)) {
          open.get(abort)?.controller.abort()
          open.delete(abort)
        }
        const ending = atWork()[end]
        if (ending !== undefined) {
          open.get(ending)?.end(fails)
          open.delete(ending)
        }
        await setImmediate()
        expect(atWork()).toHaveLength(Math.min(2, open.size))
        expect(begun).toEqual([...begun].sort((a, b) => a - b))
      }
      while (open.size > 0) {
        for (const name of atWork()) {
          open.get(name)?.end(false)
          open.delete(name)
        }
        await setImmediate()
      }
      await Promise.all(outcomes)
    }),
  )
})
