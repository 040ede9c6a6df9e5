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

  it('uses up only its own 30 seconds, not those of one that begins later', async () => {
    const { books, questions, watch, heard, listen } = watching()
    books.saw('book', 'one')
    listen('book')
    const write = async (seconds: number) =>
      watch.write('book', async () => new Promise((resolve) => setTimeout(resolve, seconds * every)))
    void write(1_000_000)
    await vi.advanceTimersByTimeAsync(29 * every)
    // The first second of this one is the last one of the other.
    const writing = write(2)
    await vi.advanceTimersByTimeAsync(every)
    await questions[0]?.answer({ book: 'two' })
    expect(heard).toEqual([])
    await vi.advanceTimersByTimeAsync(every)
    await writing
    expect(heard).toEqual(['book'])
  })

  it('is not what many short ones are, however long there is always one under way', async () => {
    const { books, questions, watch, heard, listen } = watching()
    books.saw('book', '0')
    listen('book')
    const ends: (() => void)[] = []
    for (let commit = 1; commit < 60; commit++) {
      void watch.write('book', async (stored) => {
        await new Promise<void>((resolve) => ends.push(resolve))
        stored({ base: `${commit - 1}`, revision: `${commit}` })
      })
      await anInterval()
      // The database has this commit. The one before it is answered now.
      await questions.at(-1)?.answer({ book: `${commit}` })
      if (ends.length > 1) ends.shift()?.()
    }
    expect(heard).toEqual([])
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
