// The watch in every order in which commits, questions and answers may pass each other.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { BookWatch } from '../../../../src/adapters/sql/watch/book-watch.js'
import { BookQueues } from '../../../../src/storage/kit/book-queues.js'
import { WatchedBooks } from '../../../../src/adapters/sql/watch/watched-books.js'

type Step = 'foreign' | 'own' | 'refused' | 'removed' | 'poll' | 'read'

/** What happened, in the order in which it did: commits as the database has them, and what subscribers were told. */
type Happened = 'foreign commit' | 'own commit' | 'remote event' | 'local event'

/** A database with one book, and an adapter that watches it. */
function watchedDatabase(scheduler: fc.Scheduler) {
  const happened: Happened[] = []
  let commits = 0
  let revision: string | null = null
  // How many commits of others there are, and how many of them the adapter has seen.
  let foreign = 0
  let seen = 0
  const commit = (next: string | null, by: 'foreign' | 'own') => {
    const base = revision
    revision = next
    happened.push(`${by} commit`)
    if (by === 'foreign') foreign++
    return { base, revision: next, foreign }
  }
  const newRevision = () => `revision ${++commits}`
  const pass = async (what: string) => scheduler.schedule(Promise.resolve(), what)
  const books = new WatchedBooks()
  let poll = (): void => undefined
  const ask = async (): Promise<ReadonlyMap<string, string>> => {
    await pass('the question')
    const found = new Map(revision === null ? [] : [['book', revision]])
    await pass('the answer')
    return found
  }
  const watch = new BookWatch(books, ask, {
    every: 2_000_000_000,
    wake: (wakeUp) => {
      poll = wakeUp
      return () => undefined
    },
  })
  // An adapter runs the writes of a book one after the other.
  const queues = new BookQueues()
  const write = async (next: () => string | null, isStored: boolean): Promise<void> =>
    queues.run('book', undefined, async () => writeNow(next, isStored))
  const writeNow = async (next: () => string | null, isStored: boolean): Promise<void> => {
    await watch.write('book', async (stored) => {
      await pass('the write')
      const committed = isStored ? commit(next(), 'own') : null
      await pass('its answer')
      if (!committed) return
      seen = committed.foreign
      stored(committed)
    })
    if (isStored) happened.push('local event')
  }
  const steps: Readonly<Record<Step, () => Promise<void>>> = {
    foreign: async () => void commit(newRevision(), 'foreign'),
    own: async () => write(newRevision, true),
    refused: async () => write(newRevision, false),
    removed: async () => write(() => null, true),
    poll: async () => poll(),
    read: async () => {
      seen = foreign
      books.saw('book', revision)
    },
  }
  return {
    happened,
    watch,
    steps,
    books,
    poll: () => poll(),
    revision: () => revision,
    unseen: () => foreign - seen,
  }
}

// An event may stand for several commits, and each for one at least.
function expectNoEventWithoutCommit(happened: readonly Happened[], untoldBefore = 0): void {
  let untold = untoldBefore
  for (const one of happened) {
    if (one === 'foreign commit') untold++
    if (one === 'remote event') expect(untold--).toBeGreaterThan(0)
  }
}

const steps = fc.array(
  fc.constantFrom<Step>('foreign', 'foreign', 'own', 'own', 'refused', 'removed', 'poll', 'poll', 'read'),
  { maxLength: 12 },
)

it('each commit of another client is followed by an event, and no event comes without one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), steps, async (scheduler, chosen) => {
      const { happened, watch, steps: run, books, poll, revision } = watchedDatabase(scheduler)
      books.saw('book', revision())
      const end = watch.begin('book', () => happened.push('remote event'))
      for (const [index, step] of chosen.entries()) {
        void scheduler.schedule(Promise.resolve(), `${index} ${step}`).then(run[step])
      }
      await scheduler.waitIdle()
      poll()
      await scheduler.waitIdle()
      end()
      const last = happened.lastIndexOf('foreign commit')
      if (last !== -1)
        expect(happened.slice(last)).toEqual(expect.arrayContaining([expect.stringMatching(/event$/)]))
      expectNoEventWithoutCommit(happened)
    }),
    { numRuns: 1_000 },
  )
})

it('a listener that comes in between is told of what others committed after this process last saw the book', async () => {
  // A removal does not know which commit it followed, so its listeners may be told once more.
  const chosenSteps = fc.array(
    fc.constantFrom<Step | 'listen'>('foreign', 'own', 'refused', 'poll', 'read', 'listen', 'listen'),
    { maxLength: 14 },
  )
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), chosenSteps, async (scheduler, chosen) => {
      const { happened, watch, steps: run, books, poll, revision, unseen } = watchedDatabase(scheduler)
      books.saw('book', revision())
      const begin = () => {
        const [untold, start] = [unseen(), happened.length]
        const end = watch.begin('book', () => happened.push('remote event'))
        return () => {
          end()
          const since = happened.slice(start)
          expectNoEventWithoutCommit(since, untold)
          return { untold, since }
        }
      }
      let end = begin()
      const listen = async () => {
        end()
        end = begin()
      }
      const turns = chosen.map(async (step, index) => {
        await scheduler.schedule(Promise.resolve(), `${index} ${step}`)
        await (step === 'listen' ? listen : run[step])()
      })
      await scheduler.waitIdle()
      await Promise.all(turns)
      poll()
      await scheduler.waitIdle()
      const { untold, since } = end()
      const last = since.lastIndexOf('foreign commit')
      if (last !== -1 || untold > 0)
        expect(since.slice(Math.max(last, 0))).toEqual(
          expect.arrayContaining([expect.stringMatching(/event$/)]),
        )
    }),
    { numRuns: 1_000 },
  )
})

it('one question after the last commit of another client is enough, whatever is under way then', async () => {
  const chosenSteps = fc.array(fc.constantFrom<Step>('own', 'refused', 'poll'), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), chosenSteps, fc.nat(6), async (scheduler, others, at) => {
      const { happened, watch, steps: run, books, poll, revision } = watchedDatabase(scheduler)
      books.saw('book', revision())
      const end = watch.begin('book', () => happened.push('remote event'))
      for (const [index, step] of others.toSpliced(at, 0, 'foreign').entries()) {
        const turn = scheduler.schedule(Promise.resolve(), `${index} ${step}`).then(run[step])
        if (step === 'foreign') void turn.then(poll)
      }
      await scheduler.waitIdle()
      end()
      const since = happened.slice(happened.lastIndexOf('foreign commit'))
      expect(since).toEqual(expect.arrayContaining([expect.stringMatching(/event$/)]))
    }),
    { numRuns: 1_000 },
  )
})

it('a commit of another client is told of even if this one writes without a pause', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.nat(5), async (scheduler, before) => {
      const { happened, watch, steps: run, books, revision } = watchedDatabase(scheduler)
      books.saw('book', revision())
      const end = watch.begin('book', () => happened.push('remote event'))
      for (let count = 0; count <= before; count++) await Promise.all([run.own(), scheduler.waitIdle()])
      await run.foreign()
      await Promise.all([run.own(), scheduler.waitIdle()])
      end()
      expect(happened.filter((one) => one === 'remote event')).toHaveLength(1)
    }),
  )
})

it('calls that store nothing hold up no event, even if there is always one under way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { happened, watch, steps: run, books, poll, revision } = watchedDatabase(scheduler)
      books.saw('book', revision())
      const end = watch.begin('book', () => happened.push('remote event'))
      let calls = 0
      // Two at a time, so that the next one is there when one ends.
      const keepCalling = async (): Promise<void> => {
        while (!happened.includes('remote event') && calls < 200) {
          if (happened.includes('foreign commit')) calls++
          await run.refused()
        }
      }
      void scheduler.schedule(Promise.resolve(), 'the others').then(run.foreign).then(poll)
      await Promise.all([keepCalling(), keepCalling(), scheduler.waitIdle()])
      end()
      expect(calls).toBeLessThan(200)
    }),
  )
})
