import { setImmediate } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { createBudgetApi } from 'budgetbook/http'

afterEach(() => void vi.restoreAllMocks())

/** An API, and a request whose body ends when it is told to. */
async function slowRequest() {
  const book = await openBudgetBook({ storage: createMemoryAdapter(), bookId: 'ada' })
  const caller: { id: string | null } = { id: 'ada' }
  let questions = 0
  const api = createBudgetApi({
    openBook: async () => book,
    authenticate: async () => {
      questions++
      return caller.id
    },
  })
  let finish = (): void => undefined
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const send = (text: string) => controller.enqueue(new TextEncoder().encode(text))
      send('{"name":')
      finish = () => {
        send('"Travel"}')
        controller.close()
      }
    },
  })
  const headers = { 'Content-Type': 'application/json' }
  const init = { method: 'POST', headers, body, duplex: 'half' }
  const answer = api.fetch(new Request('http://localhost/api/budgets/create/', init))
  await vi.waitFor(() => expect(questions).toBe(1))
  // Then it waits for the body.
  await setImmediate()
  /** The body ends that many milliseconds after the caller was let in. */
  const finishAfter = async (milliseconds: number): Promise<number> => {
    const now = performance.now()
    vi.spyOn(performance, 'now').mockReturnValue(now + milliseconds)
    finish()
    return (await answer).status
  }
  return { book, caller, finishAfter, questions: () => questions }
}

describe('a body that took its time', () => {
  it.each([null, 'bob'])('is refused if the caller is %j by now, and nothing was changed', async (id) => {
    const { book, caller, finishAfter } = await slowRequest()
    caller.id = id
    expect(await finishAfter(1_000)).toBe(401)
    expect(await book.categories.list()).toEqual([])
  })

  it('is taken of the same caller', async () => {
    const { book, finishAfter, questions } = await slowRequest()
    expect(await finishAfter(60_000)).toBe(201)
    expect([questions(), (await book.categories.list()).length]).toEqual([2, 1])
  })

  it('is not asked about if it did not take long', async () => {
    const { finishAfter, questions } = await slowRequest()
    expect(await finishAfter(900)).toBe(201)
    expect(questions()).toBe(1)
  })
})
