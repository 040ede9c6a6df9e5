import type { Change, Decision } from '../../../../storage/change.js'
import type { StorageAdapter } from '../../../../storage/adapter.js'
import { commit, commitOptions, inserting, moving, putting, removing, theBook } from '../../commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeGroup,
  makeHold,
  makeSettings,
  march,
} from '../../entities.js'
import { expectEqual, expectRefused, expectSameError } from '../../expect.js'
import type { View } from '../../../../storage/view.js'
import { observe, readMonth } from '../../observations.js'
import type { Trial, TrialCase } from '../../trial.js'

const food = makeCategory('food')
const plan = makeBudget('plan', 'food', february, '20.00')
const lunch = makeExpense('lunch', 'food', '2026-02-10', '5.00')
const booking = makeHold('booking', 'food', '2026-02-10', '5.00')
const home = makeGroup('home')

async function fill(adapter: StorageAdapter): Promise<void> {
  await commit(adapter, [
    inserting.group(home),
    inserting.group(makeGroup('fun')),
    inserting.category(food),
    inserting.category(makeCategory('rent')),
    inserting.budget(plan),
    inserting.expense(lunch),
    inserting.hold(booking),
  ])
}

/** Runs `attempt`, which expects a refusal, and expects that the book did not change. */
async function changesNothing(adapter: StorageAdapter, attempt: () => Promise<unknown>): Promise<void> {
  const before = await observe(adapter)
  await attempt()
  expectEqual(await observe(adapter), before, 'the book after a refusal')
}

// These changes come before and after the refused one, and none of them may be stored.
const innocent: readonly Change[] = [
  putting.settings(makeSettings('INR', '100.00')),
  inserting.category(makeCategory('travel')),
  inserting.group(makeGroup('work')),
  moving.category('travel', 'rent'),
  moving.group('work', 'home'),
  inserting.budget(makeBudget('other', 'food', january, '1.00')),
  inserting.expense(makeExpense('other', 'food', '2026-03-01', '1.00')),
  inserting.hold(makeHold('other', 'food', '2026-03-01', '1.00')),
  putting.month(january, true, null),
]

/** A case for a change that is refused with `conflict`, alone and with others. */
function takenId(name: string, change: Change): TrialCase {
  const check = async ({ adapter }: Trial): Promise<void> => {
    await fill(adapter)
    for (const changes of [[change], [...innocent, change], [change, ...innocent]]) {
      await changesNothing(adapter, async () => {
        const { details } = await expectRefused(commit(adapter, changes), 'conflict', name)
        expectEqual(details, { reason: 'id_taken' }, `the details of the refusal, as ${name}`)
      })
    }
  }
  return { name: `conflict: ${name}`, check }
}

/** A case for a change outside the scope of its transaction. */
function outOfScope(name: string, change: Change): TrialCase {
  const check = async ({ adapter }: Trial): Promise<void> => {
    await fill(adapter)
    const transact = async () =>
      adapter.transact(
        theBook,
        () => ({ months: [march] }),
        () => ({ changes: [inserting.category(makeCategory('travel')), change], receipt: {} }),
        commitOptions(),
      )
    await changesNothing(adapter, async () => expectRefused(transact(), 'invalid_input', name))
  }
  return { name: `scope: a commit that ${name} outside of it is refused`, check }
}

/** A case for a change of a category or a group that the book does not have. */
function unknown(name: string, change: Change): TrialCase {
  const check = async ({ adapter }: Trial): Promise<void> => {
    await fill(adapter)
    for (const changes of [[change], [...innocent, change], [change, ...innocent]]) {
      await changesNothing(adapter, async () =>
        expectRefused(commit(adapter, changes), 'invalid_input', `a commit that ${name}`),
      )
    }
  }
  return { name: `refusal: a commit that ${name} that is not there changes nothing`, check }
}

async function passesErrorsOn({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  const refusal = new TypeError('not today')
  const decide = (): never => {
    throw refusal
  }
  await changesNothing(adapter, async () =>
    expectSameError(
      adapter.transact(theBook, () => ({ months: [february] }), decide, commitOptions()),
      refusal,
      'what a decider throws',
    ),
  )
  await changesNothing(adapter, async () =>
    expectSameError(
      adapter.transact(theBook, decide, () => ({ changes: innocent, receipt: {} }), commitOptions()),
      refusal,
      'what choosing a scope throws',
    ),
  )
}

// An adapter may remember what it has read. A decider that refuses must have seen the latest state.
async function refusesOnTheLatest({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const other = await connect()
  await readMonth(adapter, february)
  await commit(other, [inserting.category(makeCategory('late'))])
  const decide = ({ categories }: View): Decision => {
    if (!categories.some(({ id }) => id === 'late')) throw new Error('There is no such category')
    return {
      changes: [inserting.expense(makeExpense('late', 'late', '2026-02-11', '1.00'))],
      receipt: {},
    }
  }
  await adapter.transact(theBook, () => ({ months: [february] }), decide, commitOptions())
  expectEqual(
    (await readMonth(other, february)).spending.get('late')?.count,
    1,
    'the expense that was not refused',
  )
}

// An adapter may look for a few ids in another way than for many.
async function refusesOneOfMany({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const other = await connect()
  for (const month of [january, february, march]) {
    const many = Array.from({ length: 40 }, (_, day) =>
      inserting.expense(makeExpense(`${month} ${day}`, 'food', `${month}-05`, '1.00')),
    )
    const taken = inserting.expense(makeExpense('lunch', 'food', `${month}-06`, '1.00'))
    await changesNothing(other, async () => {
      await expectRefused(commit(other, [...many, taken]), 'conflict', 'one of many ids is taken')
    })
    await commit(other, many)
  }
  expectEqual((await observe(adapter)).expenses.length, 121, 'how many expenses there are in the end')
}

/** Calls that are refused, and change nothing. */
export const refusals: readonly TrialCase[] = [
  {
    name: 'refusal: the very error that a decider throws comes out, and nothing changes',
    check: passesErrorsOn,
  },
  { name: 'refusal: a decider refuses on the latest state', check: refusesOnTheLatest },
  takenId('the id of a category is taken', inserting.category(makeCategory('food', { name: 'Other' }))),
  takenId(
    'the id of a budget is taken in its month',
    inserting.budget({ ...plan, metadata: { other: true } }),
  ),
  takenId('the id of a budget is taken in another month', inserting.budget({ ...plan, month: march })),
  takenId(
    'the id of an expense is taken in its month',
    inserting.expense({ ...lunch, description: 'Other' }),
  ),
  takenId(
    'the id of an expense is taken in another month',
    inserting.expense(makeExpense('lunch', 'food', '2026-03-10', '5.00')),
  ),
  takenId('the id of a hold is taken in its month', inserting.hold({ ...booking, description: 'Other' })),
  takenId(
    'the id of a hold is taken in another month',
    inserting.hold(makeHold('booking', 'food', '2026-03-10', '5.00')),
  ),
  takenId('the id of a group is taken', inserting.group({ ...home, name: 'Other' })),
  { name: 'conflict: one of many ids is taken, in whatever month', check: refusesOneOfMany },
  outOfScope('puts a budget', putting.budget({ ...plan, metadata: { other: true } })),
  outOfScope('removes a budget', removing.budget('plan')),
  outOfScope('puts an expense', putting.expense({ ...lunch, description: 'Other' })),
  outOfScope('removes an expense', removing.expense('lunch')),
  outOfScope('puts a hold', putting.hold({ ...booking, description: 'Other' })),
  outOfScope('removes a hold', removing.hold('booking')),
  outOfScope('places a hold in a month', inserting.hold(makeHold('late', 'food', '2026-02-11', '1.00'))),
  outOfScope('closes a month', putting.month(february, true, null)),
  outOfScope('inserts into a month', inserting.expense(makeExpense('late', 'food', '2026-02-11', '1.00'))),
  unknown('puts a category', putting.category(makeCategory('home'))),
  unknown('removes a category', removing.category('home')),
  unknown('moves a category', moving.category('home', 'food')),
  unknown('moves a category in front of one', moving.category('food', 'home')),
  unknown('puts a group', putting.group(makeGroup('food'))),
  unknown('removes a group', removing.group('food')),
  unknown('moves a group', moving.group('food', null)),
  unknown('moves a group in front of one', moving.group('home', 'food')),
]
