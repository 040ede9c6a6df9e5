import type {
  ChangeSummary,
  CommitNotice,
  StorageAdapter,
  SubscribeOptions,
} from '../../../storage/adapter.js'
import type { Change } from '../../../storage/change.js'
import { commit, commitOptions, inserting, moving, putting, removing, theBook } from '../commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeGroup,
  makeSettings,
} from '../entities.js'
import { expectEqual, expectRefused, expectSameError, fail } from '../expect.js'
import { pause } from '../../../lib/time/pause.js'
import type { Trial, TrialCase } from '../trial.js'

// An adapter may call its listeners a little after the commit resolved.
const step = 5
const longestWait = 1_000

async function until(isDone: () => boolean, what: string): Promise<void> {
  for (let waited = 0; !isDone(); waited += step) {
    if (waited > longestWait) fail('a subscriber', what, 'nothing')
    await pause(step)
  }
}

/** Listens to a book. `heard` waits for a number of notices, and returns all of them. */
function listenTo(adapter: StorageAdapter, options?: SubscribeOptions) {
  const notices: CommitNotice[] = []
  const listener = (notice: CommitNotice) => void notices.push(notice)
  const unsubscribe = adapter.subscribe?.(theBook, listener, options) ?? (() => undefined)
  const heard = async (count: number): Promise<readonly CommitNotice[]> => {
    await until(() => notices.length >= count, `${count} notices`)
    return notices
  }
  return { heard, unsubscribe }
}

/** A check for adapters that have `subscribe`. */
function whereSubscribable(check: (trial: Trial) => Promise<void>): TrialCase['check'] {
  return async (trial) => {
    if (trial.adapter.subscribe) await check(trial)
  }
}

function summary(
  type: ChangeSummary['type'],
  action: ChangeSummary['action'],
  ...ids: string[]
): ChangeSummary {
  return { type, action, ids }
}

/** A commit, and what subscribers are told of it. */
interface Step {
  readonly changes: readonly Change[]
  readonly months: CommitNotice['months']
  readonly told: readonly ChangeSummary[]
}

async function expectTold(adapter: StorageAdapter, steps: readonly Step[]): Promise<void> {
  const { heard } = listenTo(adapter)
  for (const [index, { changes, months, told }] of steps.entries()) {
    const operation = { id: `operation ${index}`, fingerprint: '' }
    await commit(adapter, changes, { operation })
    const notices = await heard(index + 1)
    expectEqual(
      { ...notices[index], months: sortedMonths(notices[index]) },
      { source: 'conformance', operationId: operation.id, months, changes: told },
      `what a subscriber is told of the commit ${index + 1}`,
    )
  }
}

const sortedMonths = (notice: CommitNotice | undefined): unknown =>
  typeof notice?.months === 'object' ? [...notice.months].sort() : notice?.months

async function tellsOfCommits({ adapter }: Trial): Promise<void> {
  const first = makeExpense('e1', 'food', '2026-01-31', '1.00')
  await expectTold(adapter, [
    {
      changes: [inserting.category(makeCategory('food')), inserting.category(makeCategory('travel'))],
      months: [],
      told: [summary('category', 'created', 'food', 'travel')],
    },
    {
      changes: [
        inserting.expense(first),
        inserting.expense(makeExpense('e2', 'food', '2026-02-01', '1.00')),
        inserting.budget(makeBudget('b1', 'food', february, '1.00')),
      ],
      months: [january, february],
      told: [summary('expense', 'created', 'e1', 'e2'), summary('budget', 'created', 'b1')],
    },
    {
      changes: [putting.expense(makeExpense('e1', 'food', '2026-02-03', '1.00')), removing.budget('b1')],
      months: [january, february],
      told: [summary('expense', 'updated', 'e1'), summary('budget', 'removed', 'b1')],
    },
    {
      changes: [putting.month(january, true, null)],
      months: [january],
      told: [summary('month', 'updated', january)],
    },
    {
      changes: [putting.settings(makeSettings('INR', '5.00'))],
      months: 'all',
      told: [summary('settings', 'updated')],
    },
  ])
}

async function tellsOfGroupsAndMoves({ adapter }: Trial): Promise<void> {
  const groups = ['home', 'fun', 'work'].map((id) => makeGroup(id))
  await expectTold(adapter, [
    {
      changes: groups.map(inserting.group),
      months: [],
      told: [summary('group', 'created', 'home', 'fun', 'work')],
    },
    {
      changes: [
        putting.group(makeGroup('home', { name: 'House' })),
        moving.group('fun', 'home'),
        removing.group('work'),
      ],
      months: [],
      told: [summary('group', 'updated', 'home', 'fun'), summary('group', 'removed', 'work')],
    },
    {
      changes: [inserting.category(makeCategory('food')), inserting.category(makeCategory('travel'))],
      months: [],
      told: [summary('category', 'created', 'food', 'travel')],
    },
    {
      // Every report lists the categories in their order.
      changes: [moving.category('travel', 'food')],
      months: 'all',
      told: [summary('category', 'updated', 'travel')],
    },
    {
      changes: [
        moving.group('home', 'fun'),
        inserting.expense(makeExpense('e', 'food', '2026-01-31', '1.00')),
      ],
      months: [january],
      told: [summary('group', 'updated', 'home'), summary('expense', 'created', 'e')],
    },
  ])
}

async function tellsOfReplacements({ adapter }: Trial): Promise<void> {
  const { heard } = listenTo(adapter)
  await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
  const [notice] = await heard(1)
  const { source, operationId, months } = notice ?? {}
  expectEqual(
    { source, operationId, months },
    { source: 'conformance', operationId: null, months: 'all' },
    'what a subscriber is told of a replace',
  )
}

async function tellsOnlyOfCommits({ adapter }: Trial): Promise<void> {
  const { heard } = listenTo(adapter)
  const operation = { id: 'first', fingerprint: '' }
  await commit(adapter, [inserting.category(makeCategory('food'))], { operation })
  const refusal = new Error('not today')
  const refuse = (): never => {
    throw refusal
  }
  await expectSameError(
    adapter.transact(theBook, () => ({}), refuse, commitOptions()),
    refusal,
    'a refusal',
  )
  await expectSameError(adapter.replace(theBook, refuse, commitOptions()), refusal, 'a refused replace')
  await expectRefused(commit(adapter, [inserting.category(makeCategory('food'))]), 'conflict', 'a taken id')
  await commit(adapter, [inserting.category(makeCategory('again'))], { operation })
  await commit(adapter, [inserting.category(makeCategory('other'))], { bookId: 'another book' })
  await commit(adapter, [inserting.category(makeCategory('last'))])
  // An adapter may or may not tell of a commit without changes, so there is none here.
  const notices = await heard(2)
  expectEqual(
    notices.map(({ changes }) => changes),
    [[summary('category', 'created', 'food')], [summary('category', 'created', 'last')]],
    'what a subscriber is told, refused, repeated and foreign commits being left out',
  )
}

async function handsTheNoticeBack({ adapter }: Trial): Promise<void> {
  const { heard } = listenTo(adapter)
  const operation = { id: 'first', fingerprint: '' }
  const food = [inserting.category(makeCategory('food'))]
  const committed = await commit(adapter, food, { operation })
  // An adapter may leave it out. Then the book tells its listeners that anything may have changed.
  if (committed.notice === undefined) return
  const [notice] = await heard(1)
  expectEqual(committed.notice, notice, 'the notice that a commit hands back')
  const replayed = await commit(adapter, food, { operation })
  expectEqual(replayed.notice, null, 'the notice of an operation that was done before')
  const replaced = await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
  expectEqual(replaced.notice, (await heard(2))[1], 'the notice that a replace hands back')
}

async function stopsWhenAsked({ adapter }: Trial): Promise<void> {
  const leaving = listenTo(adapter)
  const staying = listenTo(adapter)
  await commit(adapter, [inserting.category(makeCategory('food'))])
  await leaving.heard(1)
  leaving.unsubscribe()
  leaving.unsubscribe()
  await commit(adapter, [inserting.category(makeCategory('travel'))])
  await staying.heard(2)
  expectEqual((await leaving.heard(1)).length, 1, 'the notices that came before the listener left')
}

async function tellsWhoDoesNotWatch({ adapter }: Trial): Promise<void> {
  const waiting = listenTo(adapter, { watch: false })
  const watching = listenTo(adapter, { watch: true })
  await commit(adapter, [inserting.category(makeCategory('food'))])
  watching.unsubscribe()
  await commit(adapter, [inserting.category(makeCategory('travel'))])
  expectEqual((await waiting.heard(2)).length, 2, 'the notices of one who does not watch')
  expectEqual((await watching.heard(1)).length, 1, 'the notices of one who watched, and left')
}

/** What subscribers are told. */
export const notices: readonly TrialCase[] = [
  {
    name: 'subscribe: tells the source, the operation, the months and the changes',
    check: whereSubscribable(tellsOfCommits),
  },
  {
    name: 'subscribe: tells of groups, and of moves as updates',
    check: whereSubscribable(tellsOfGroupsAndMoves),
  },
  { name: 'subscribe: tells of full-book work', check: whereSubscribable(tellsOfReplacements) },
  {
    name: 'subscribe: does not tell of what was not committed',
    check: whereSubscribable(tellsOnlyOfCommits),
  },
  {
    name: 'subscribe: a commit hands back what subscribers are told',
    check: whereSubscribable(handsTheNoticeBack),
  },
  { name: 'subscribe: stops when it is asked to', check: whereSubscribable(stopsWhenAsked) },
  {
    name: 'subscribe: tells of its own commits, whether or not one asks to watch those of others',
    check: whereSubscribable(tellsWhoDoesNotWatch),
  },
]
