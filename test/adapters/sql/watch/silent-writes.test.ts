// Writes whose answers do not come: the watch does not wait for them for ever.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { anInterval, every, watching } from './held-answers.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

describe('a write that is not answered', () => {
  it('holds up the events of others for 30 seconds, and no longer', async () => {
    const { books, questions, watch, heard, listen } = watching()
    books.saw('book', 'one')
    listen('book')
    void watch.write('book', async () => new Promise<never>(() => undefined))
    for (let seconds = 1; seconds < 30; seconds++) {
      await anInterval()
      await questions.at(-1)?.answer({ book: 'two' })
    }
    expect([questions.length, heard]).toEqual([29, []])
    await anInterval()
    await questions.at(-1)?.answer({ book: 'two' })
    expect(heard).toEqual(['book'])
    await anInterval()
    await questions.at(-1)?.answer({ book: 'three' })
    expect(heard).toEqual(['book', 'book'])
  })

  it('is not told of as a commit of others, if it was stored and is answered after others have committed', async () => {
    const { books, questions, watch, heard, listen } = watching()
    books.saw('book', 'one')
    listen('book')
    await watch.write('book', async (stored) => {
      await vi.advanceTimersByTimeAsync(30 * every)
      await questions.at(-1)?.answer({ book: 'three' })
      expect(heard).toEqual(['book'])
      stored({ base: 'one', revision: 'two' })
    })
    await questions.at(-1)?.answer({ book: 'three' })
    await anInterval()
    await questions.at(-1)?.answer({ book: 'three' })
    expect(heard).toEqual(['book'])
  })
})
