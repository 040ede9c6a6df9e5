import { describe, expect, it } from 'vitest'
import {
  BudgetBookError,
  createMemoryAdapter,
  isBudgetBookError,
  type Category,
  type StorageAdapter,
} from 'budgetbook'
import { adapterConformance } from 'budgetbook/testing'

/** An adapter that differs from a sound one in what is given. */
type Defect = (sound: StorageAdapter) => Partial<StorageAdapter>

/** Runs the case with a name on an adapter with a defect. */
async function runCase(name: string, defect: Defect): Promise<void> {
  const cases = adapterConformance({
    open: async () => {
      const sound = createMemoryAdapter()
      const adapter = { ...sound, ...defect(sound) }
      return { connect: async () => adapter }
    },
  })
  const found = cases.find((one) => one.name === name)
  if (!found) throw new Error(`There is no case ${name}`)
  await found.run()
}

type HistoryCall = Parameters<NonNullable<StorageAdapter['history']>>

async function historyOf(adapter: StorageAdapter, call: HistoryCall) {
  return (await adapter.history?.(...call)) ?? []
}

const withoutCause = (error: unknown): never => {
  if (isBudgetBookError(error, 'aborted')) throw new BudgetBookError('aborted', 'It was aborted', {})
  throw error
}

const defects: readonly { defect: string; make: Defect; caughtBy: string; message: string }[] = [
  {
    defect: 'declares what there is not',
    make: (sound) => ({ open: async () => ({ ...(await sound.open()), durability: 'forever' as 'disk' }) }),
    caughtBy: 'open: may be called again, and declares the same capabilities',
    message:
      'the capability durability: expected one of none, deferred, process_crash, disk, but got forever',
  },
  {
    defect: 'forgets why it was aborted',
    make: (sound) => ({ read: async (...call) => sound.read(...call).catch(withoutCause) }),
    caughtBy: 'abort: an aborted signal writes nothing, and its reason is the cause',
    message: 'the cause of an aborted read: expected the reason of its signal, but got undefined',
  },
  {
    defect: 'takes no notice of signals',
    make: (sound) => ({ page: async (bookId, page) => sound.page(bookId, page) }),
    caughtBy: 'abort: an aborted signal writes nothing, and its reason is the cause',
    message: 'page with an aborted signal: expected a rejection',
  },
  {
    defect: 'fails in some other way when it is aborted during a decision',
    make: (sound) => ({
      transact: async (...call) =>
        sound.transact(...call).catch((cause: unknown) => {
          throw new Error('it broke', { cause })
        }),
    }),
    caughtBy: 'abort: during a decision, everything is written or nothing',
    message: 'it broke',
  },
  {
    defect: 'wraps what a decider throws',
    make: (sound) => ({
      transact: async (...call) =>
        sound.transact(...call).catch((cause: unknown) => {
          throw new Error('refused', { cause })
        }),
    }),
    caughtBy: 'refusal: the very error that a decider throws comes out, and nothing changes',
    message: 'expected the very error that was thrown (not today), but got Error: refused',
  },
  {
    defect: 'refuses with another code',
    make: (sound) => ({
      transact: async (...call) =>
        sound.transact(...call).catch(() => {
          throw new BudgetBookError('storage_unavailable', 'no idea', { reason: 'x' })
        }),
    }),
    caughtBy: 'conflict: the id of a category is taken',
    message: 'expected a BudgetBookError with the code conflict, but got storage_unavailable (no idea)',
  },
  {
    defect: 'asks again for full-book work that was done',
    make: (sound) => ({
      replace: async (bookId, rebuild, options) => {
        rebuild(await sound.readAll(bookId))
        return sound.replace(bookId, rebuild, options)
      },
    }),
    caughtBy: 'operation: a replace is one too',
    message: 'a rebuild was asked again',
  },
  {
    defect: 'leaves a month out that was asked for',
    make: (sound) => ({
      read: async (...call) => ({ ...(await sound.read(...call)), months: new Map() }),
    }),
    caughtBy: 'scope: months are given even where nothing is stored of them',
    message: 'the months asked for, one of which is empty: expected ["2026-01", "2026-03"], but got []',
  },
  {
    defect: 'lists groups by their names',
    make: (sound) => ({
      readAll: async (...call) => {
        const contents = await sound.readAll(...call)
        return { ...contents, groups: [...contents.groups].sort((a, b) => (a.name < b.name ? -1 : 1)) }
      },
    }),
    caughtBy: 'move: categories and groups are in the order they were moved to',
    message: 'the order after b moved in front of m, as shown in readAll: expected',
  },
  {
    defect: 'lists categories in the order of their creation on a page',
    make: (sound) => ({
      page: async (bookId, page, options) =>
        sound.page(
          bookId,
          (head) => {
            const byInstant = (a: Category, b: Category) => (a.createdAt < b.createdAt ? -1 : 1)
            return page({ ...head, categories: [...head.categories].sort(byInstant) })
          },
          options,
        ),
    }),
    caughtBy: 'move: the order stays after the commits of any client',
    message: 'the order after an update, as shown to a page: expected',
  },
  {
    defect: 'keeps no groups in a book without months',
    make: (sound) => ({
      read: async (...call) => {
        const view = await sound.read(...call)
        const { categories, settings } = view
        return categories.length > 0 || settings.monthlyLimit ? view : { ...view, groups: [] }
      },
    }),
    caughtBy: 'group: is kept where the book has nothing else',
    message: 'the groups of a book that has nothing else, as shown in a view: expected',
  },
  {
    defect: 'gives undefined where an expense has no original amount',
    make: (sound) => ({
      page: async (...call) =>
        (await sound.page(...call)).map((expense) =>
          expense.original ? expense : { ...expense, original: undefined as unknown as null },
        ),
    }),
    caughtBy: 'fields: groups, rollover rules and original amounts come back as they were',
    message: 'the expenses that were inserted, as shown on a page: expected',
  },
  {
    defect: 'rounds the rate of an original amount',
    make: (sound) => ({
      readAll: async (...call) => {
        const contents = await sound.readAll(...call)
        const expenses = contents.expenses.map((expense) => {
          const { original } = expense
          return original
            ? { ...expense, original: { ...original, rate: String(Number(original.rate)) } }
            : expense
        })
        return { ...contents, expenses }
      },
    }),
    caughtBy: 'fields: groups, rollover rules and original amounts come back as they were',
    message: 'the expenses that were inserted, as shown in readAll: expected',
  },
  {
    defect: 'tells of a move as of something new',
    make: (sound) => ({
      subscribe: (bookId, listener) =>
        sound.subscribe?.(bookId, (notice) => {
          const { changes } = notice
          if (changes === 'unknown') return
          listener({ ...notice, changes: changes.map((change) => ({ ...change, action: 'created' })) })
        }) ?? (() => undefined),
    }),
    caughtBy: 'subscribe: tells of groups, and of moves as updates',
    message: 'what a subscriber is told of the commit 2: expected',
  },
  {
    defect: 'tells of one month only where categories move',
    make: (sound) => ({
      subscribe: (bookId, listener) =>
        sound.subscribe?.(bookId, (notice) =>
          listener({ ...notice, months: notice.months === 'all' ? [] : notice.months }),
        ) ?? (() => undefined),
    }),
    caughtBy: 'subscribe: tells of groups, and of moves as updates',
    message: 'what a subscriber is told of the commit 4: expected',
  },
  {
    defect: 'tells nobody of its commits, though it takes subscribers',
    make: () => ({ subscribe: () => () => undefined }),
    caughtBy: 'subscribe: tells of full-book work',
    message: 'a subscriber: expected 1 notices, but got nothing',
  },
  {
    defect: 'tells who has left',
    make: (sound) => ({
      subscribe: (...call) => {
        sound.subscribe?.(...call)
        return () => undefined
      },
    }),
    caughtBy: 'subscribe: stops when it is asked to',
    message: 'the notices that came before the listener left: expected 1, but got 2',
  },
  {
    defect: 'declares a history and has no method for it',
    make: () => ({ history: undefined as never }),
    caughtBy: 'history: an adapter that declares it has the method',
    message: 'the method history of an adapter with one: expected "function", but got "undefined"',
  },
  {
    defect: 'gives the oldest entries first',
    make: (sound) => ({ history: async (...call) => [...(await historyOf(sound, call))].reverse() }),
    caughtBy: 'history: comes newest first, with positions that grow',
    message: 'the entries, newest first: expected',
  },
  {
    defect: 'gives the places on a page instead of positions',
    make: (sound) => ({
      history: async (...call) =>
        (await historyOf(sound, call)).map(({ entry }, index) => ({ entry, position: index + 1 })),
    }),
    caughtBy: 'history: comes newest first, with positions that grow',
    message: 'the positions of entries: expected whole positions from 1, the highest first, but got 1,2,3,4',
  },
  {
    defect: 'gives an empty actor where there is none',
    make: (sound) => ({
      history: async (...call) =>
        (await historyOf(sound, call)).map(({ position, entry }) => ({
          position,
          entry: { ...entry, actor: entry.actor ?? '' },
        })),
    }),
    caughtBy: 'history: an entry comes back as it was given',
    message: 'the entry "whole": expected',
  },
  {
    defect: 'gives the entry that a page goes on from again',
    make: (sound) => ({
      history: async (bookId, query) => {
        const before = query.before === undefined ? undefined : query.before + 1
        return historyOf(sound, [bookId, { ...query, before }])
      },
    }),
    caughtBy: 'history: a page has at most as many as asked for',
    message: 'the page before 5: expected ["d", "c", "b"], but got ["e", "d", "c"]',
  },
  {
    defect: 'looks for an id on the newest page only',
    make: (sound) => ({
      history: async (bookId, { id, ...query }) =>
        (await historyOf(sound, [bookId, query])).filter(({ entry }) => id === undefined || entry.id === id),
    }),
    caughtBy: 'history: an entry is found by its id',
    message: 'the entry with an id: expected',
  },
  {
    defect: 'keeps one entry too many',
    make: (sound) => ({
      transact: async (bookId, scope, decide, options) =>
        sound.transact(
          bookId,
          scope,
          (view) => {
            const { history, ...decision } = decide(view)
            if (!history) return decision
            const keep = history.keep === 'all' ? history.keep : history.keep + 1
            return { ...decision, history: { ...history, keep } }
          },
          options,
        ),
    }),
    caughtBy: 'history: the oldest go where there are more than kept',
    message: 'the history of a book that keeps 3: expected ["e", "d", "c"], but got ["e", "d", "c", "b"]',
  },
  {
    defect: 'has no entry of full-book work',
    make: (sound) => ({
      replace: async (bookId, rebuild, options) =>
        sound.replace(bookId, (given) => ({ ...rebuild(given), history: undefined }), options),
    }),
    caughtBy: 'history: stays through full-book work',
    message: 'the history after full-book work: expected ["c", "b", "a"], but got ["b", "a"]',
  },
  {
    defect: 'answers for another book',
    make: (sound) => ({ history: async (_, query) => historyOf(sound, ['book', query]) }),
    caughtBy: 'history: belongs to one book',
    message: 'the history of the book "b": expected',
  },
  {
    defect: 'answers when it is closed',
    make: () => ({ close: async () => undefined }),
    caughtBy: 'close: every later call is refused with closed',
    message: 'open of an adapter that was closed: expected a rejection',
  },
]

describe('the conformance suite catches an adapter that', () => {
  it.each(defects)('$defect', async ({ make, caughtBy, message }) => {
    await expect(runCase(caughtBy, make)).rejects.toThrow(message)
  })
})

describe('the conformance suite has nothing against an adapter that', () => {
  it('can no longer abort when it has decided', async () => {
    await runCase('abort: during a decision, everything is written or nothing', (sound) => ({
      transact: async (bookId, scope, decide, options) =>
        sound.transact(bookId, scope, decide, { ...options, signal: undefined }),
    }))
  })

  it('freezes what it gives', async () => {
    await runCase('copies: what is read is not shared', (sound) => ({
      page: async (...call) =>
        Object.freeze([...(await sound.page(...call))].map((one) => Object.freeze(one))),
    }))
  })
})
