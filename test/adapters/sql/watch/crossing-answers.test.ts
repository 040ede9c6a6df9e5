// Questions whose answers a test holds back, so that listeners, reads and commits of this process cross them.
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { StoredCommit } from '../../../../src/adapters/sql/watch/watched-books.js'
import { anInterval, every, watching } from './held-answers.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('a listener', () => {
  it('of a book that was never read makes the watch ask at once, for a revision to begin with', async () => {
    const { questions, heard, listen } = watching()
    listen('book')
    expect(questions.map(({ ids }) => ids)).toEqual([['book']])
    await questions[0]?.answer({ book: 'one' })
    expect(heard).toEqual([])
    await anInterval()
    await questions[1]?.answer({ book: 'two' })
    expect(heard).toEqual(['book'])
  })

  it('of a book that was read waits for the interval', async () => {
    const { books, questions, heard, listen } = watching()
    books.saw('book', 'one')
    listen('book')
    expect(questions).toEqual([])
    await anInterval()
    await questions[0]?.answer({ book: 'two' })
    expect(heard).toEqual(['book'])
  })

  it('hears of what came after a read that was made while the first question was under way', async () => {
    const { books, questions, heard, listen } = watching()
    listen('book')
    books.saw('book', 'one')
    await questions[0]?.answer({ book: 'two' })
    expect(heard).toEqual(['book'])
  })

  it('hears of a commit of others that this process has read before', async () => {
    const { books, questions, heard, listen } = watching()
    books.saw('book', 'one')
    listen('book')
    books.saw('book', 'two')
    await anInterval()
    await questions[0]?.answer({ book: 'two' })
    expect(heard).toEqual(['book'])
  })

  it('that comes back while a question is under way hears the answer to the next one, which is asked at once', async () => {
    const { books, questions, heard, listen } = watching()
    books.saw('book', 'one')
    const end = listen('book')
    await anInterval()
    end()
    listen('book')
    await questions[0]?.answer({ book: 'two' })
    expect([questions.length, heard]).toEqual([2, []])
    await questions[1]?.answer({ book: 'two' })
    expect(heard).toEqual(['book'])
  })

  it('that comes back hears nothing of what this process knew already, although an older question is under way', async () => {
    const { books, questions, watch, heard, listen } = watching()
    for (const id of ['read', 'written']) books.saw(id, 'one')
    const ends = ['read', 'written'].map(listen)
    await anInterval()
    for (const end of ends) end()
    books.saw('read', 'two')
    await watch.write('written', async (stored) => stored({ base: 'one', revision: 'two' }))
    for (const id of ['read', 'written']) listen(id)
    await questions[0]?.answer({ read: 'one', written: 'one' })
    await questions[1]?.answer({ read: 'two', written: 'two' })
    expect([questions.length, heard]).toEqual([2, []])
  })

  it('that comes between the storing of a commit of this process and its answer hears nothing of it', async () => {
    const { books, questions, watch, heard, listen } = watching()
    books.saw('book', 'one')
    await watch.write('book', async (stored) => {
      books.saw('book', 'two')
      listen('book')
      stored({ base: 'one', revision: 'two' })
    })
    await questions[0]?.answer({ book: 'two' })
    expect(heard).toEqual([])
  })

  it('that comes between them hears of the commits of others that came before or after, once', async () => {
    for (const [read, now] of [
      ['zero', 'two'],
      ['three', 'four'],
    ] as const) {
      const { books, questions, watch, heard, listen } = watching()
      await watch.write('book', async (stored) => {
        books.saw('book', read)
        listen('book')
        stored({ base: 'one', revision: 'two' })
      })
      expect(heard).toEqual([])
      await questions[0]?.answer({ book: now })
      await anInterval()
      await questions[1]?.answer({ book: now })
      expect(heard).toEqual(['book'])
    }
  })

  it('that leaves while a question is under way keeps nothing from those of other books', async () => {
    const { books, questions, heard, listen } = watching()
    for (const id of ['gone', 'book']) books.saw(id, 'one')
    const end = listen('gone')
    listen('book')
    await anInterval()
    end()
    await questions[0]?.answer({ gone: 'two', book: 'two' })
    expect(heard).toEqual(['book'])
  })

  it('that leaves last ends the questions, also those that wait for an answer', async () => {
    const { questions, listen } = watching()
    const ends = ['one', 'other'].map(listen)
    for (const end of ends) end()
    await questions[0]?.answer({})
    await anInterval()
    expect([questions.length, vi.getTimerCount()]).toEqual([1, 0])
  })
})

describe('a commit of this process', () => {
  it('makes the watch ask no question of its own', async () => {
    const { books, questions, watch, heard, listen } = watching()
    books.saw('book', 'one')
    listen('book')
    // One that stores nothing, and one that does.
    await watch.write('book', async () => undefined)
    await watch.write('book', async (stored) => stored({ base: 'one', revision: 'two' }))
    expect(questions).toEqual([])
    await anInterval()
    await questions[0]?.answer({ book: 'two' })
    expect(heard).toEqual([])
  })

  it('to a book of which nothing is known yet is nobody else’s', async () => {
    const { questions, watch, heard, listen } = watching()
    listen('book')
    await watch.write('book', async (stored) => stored({ base: 'one', revision: 'two' }))
    await questions[0]?.answer({ book: 'two' })
    expect(heard).toEqual([])
  })

  it('that outran an answer makes the watch ask again at once, because the answer may show a later one', async () => {
    const { books, questions, watch, heard, listen } = watching()
    books.saw('book', 'one')
    listen('book')
    await anInterval()
    await watch.write('book', async (stored) => stored({ base: 'one', revision: 'two' }))
    await questions[0]?.answer({ book: 'three of others' })
    expect([questions.length, heard]).toEqual([2, []])
    await questions[1]?.answer({ book: 'three of others' })
    expect([questions.length, heard]).toEqual([2, ['book']])
  })

  it('that outran that one too leaves the rest to the next interval', async () => {
    const { books, questions, watch, listen } = watching()
    books.saw('book', 'one')
    listen('book')
    await anInterval()
    for (const [index, base, revision] of [
      [0, 'one', 'two'],
      [1, 'two', 'three'],
    ] as const) {
      await watch.write('book', async (stored) => stored({ base, revision }))
      await questions[index]?.answer({ book: revision })
    }
    expect(questions).toHaveLength(2)
    await anInterval()
    expect(questions).toHaveLength(3)
  })

  it('makes the watch ask again at once, if it was told of after the answer that may show a later one', async () => {
    const { books, questions, watch, heard, listen } = watching()
    books.saw('book', 'one')
    listen('book')
    let stored = (_: StoredCommit): void => undefined
    let end = (): void => undefined
    const writing = watch.write('book', async (tell) => {
      stored = tell
      await new Promise<void>((resolve) => (end = resolve))
    })
    await anInterval()
    await questions[0]?.answer({ book: 'three' })
    stored({ base: 'one', revision: 'two' })
    expect([questions.length, heard]).toEqual([1, []])
    end()
    await writing
    expect(questions.length).toBe(2)
    await questions[1]?.answer({ book: 'three' })
    expect(heard).toEqual(['book'])
  })
})

it('a database that does not answer in 30 seconds is asked again', async () => {
  const { books, questions, heard, listen } = watching()
  books.saw('book', 'one')
  listen('book')
  await vi.advanceTimersByTimeAsync(every + 29_999 + every)
  expect(questions.length).toBe(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(questions.length).toBe(2)
  await questions[1]?.answer({ book: 'two' })
  expect(heard).toEqual(['book'])
})

describe('what wakes the watch', () => {
  const reported = () => {
    const spy = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => spy.mockRestore())
    return spy
  }

  it('is called for the first listener and ended for the last one, and has no say after that', async () => {
    const said: string[] = []
    let poll = (): void => undefined
    const { books, questions, listen } = watching((wakeUp) => {
      said.push('begun')
      poll = wakeUp
      return () => said.push('ended')
    })
    for (const id of ['one', 'other']) books.saw(id, 'read')
    const ends = ['one', 'other'].map(listen)
    expect(said).toEqual(['begun'])
    ends[0]?.()
    expect(said).toEqual(['begun'])
    ends[1]?.()
    poll()
    expect([said, questions]).toEqual([['begun', 'ended'], []])
  })

  it('may be missing, or give nothing that ends it', () => {
    const spy = reported()
    watching().listen('book')()
    watching((() => undefined) as never).listen('book')()
    expect(spy).not.toHaveBeenCalled()
  })
})
