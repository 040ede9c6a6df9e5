import type { StorageAdapter } from '../../../../storage/adapter.js'
import type { View } from '../../../../storage/view.js'
import { commit, commitOptions, inserting, outcomeOf, putting, removing, theBook } from '../../commits.js'
import { february, january, makeBudget, makeCategory, makeExpense, makeHold, march } from '../../entities.js'
import { expectEqual } from '../../expect.js'
import {
  expectSoundTotals,
  monthOfView,
  observe,
  readMonth,
  readMonths,
  readPage,
} from '../../observations.js'
import { reopened, type Trial, type TrialCase } from '../../trial.js'

const food = makeCategory('food')
const expiry = '2026-02-20T12:00:00.000Z'
const later = '2026-03-01T00:00:00.000Z'
const hotel = makeHold('hotel', 'food', '2026-02-10', '80.00', { expiresAt: expiry })
const taxi = makeHold('taxi', 'food', '2026-02-11', '20.00')

async function fill(adapter: StorageAdapter): Promise<void> {
  await commit(adapter, [inserting.category(food), inserting.hold(hotel), inserting.hold(taxi)])
}

async function findHold(adapter: StorageAdapter, id: string): Promise<unknown> {
  return (await adapter.read(theBook, () => ({ holds: [id] }))).holds.get(id)
}

async function changesHolds(trial: Trial): Promise<void> {
  const { adapter } = trial
  await fill(adapter)
  expectEqual((await readMonth(adapter, february)).holds, [hotel, taxi], 'the holds of a month')
  const raised = { ...hotel, amount: taxi.amount, description: 'Sea view', updatedAt: later }
  await commit(adapter, [putting.hold(raised)])
  expectEqual((await readMonth(adapter, february)).holds, [raised, taxi], 'them after an update')
  await commit(adapter, [removing.hold('taxi')])
  expectEqual((await readMonth(adapter, february)).holds, [raised], 'them after a removal')
  expectEqual((await observe(adapter)).holds, [raised], 'all holds then')
  await commit(adapter, [inserting.hold(taxi)])
  expectEqual(await findHold(adapter, 'taxi'), taxi, 'a hold under an id that was removed')
  const client = (await reopened(trial)) ?? adapter
  expectEqual((await readMonth(client, february)).holds, [raised, taxi], 'them when it is opened again')
}

async function movesHolds({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const other = await connect()
  const moved = makeHold('hotel', 'food', '2026-03-02', '80.00', { expiresAt: expiry })
  await commit(adapter, [putting.hold(moved)])
  for (const client of [adapter, other]) {
    expectEqual((await readMonth(client, february)).holds, [taxi], 'the month that a hold left')
    expectEqual((await readMonth(client, march)).holds, [moved], 'the month that it came to')
    expectEqual(await findHold(client, 'hotel'), moved, 'the hold by its id')
  }
  await commit(adapter, [putting.hold({ ...moved, date: taxi.date, month: february })])
  await commit(adapter, [removing.hold('hotel')])
  expectEqual((await observe(other)).holds, [taxi], 'the holds when it moved back and was removed')
}

async function keepsFields({ adapter, connect }: Trial): Promise<void> {
  const odd = makeHold('a hold/1 ü', 'food', '2026-02-10', '0.01', {
    expiresAt: expiry,
    description: '🏨 "Room" \\ 7\n\t\u2028</b> {"id":"taxi"}',
    metadata: { __proto__x: [1, null, { deep: '👪' }], '': false, id: 'taxi' },
    createdAt: '2026-01-01T00:00:00.001Z',
    updatedAt: later,
  })
  const plain = makeHold('plain', 'food', '2026-02-28', '999999999999999.99', {
    expiresAt: null,
    description: '',
    metadata: {},
  })
  await commit(adapter, [inserting.category(food), inserting.hold(plain), inserting.hold(odd)])
  for (const client of [adapter, await connect()]) {
    for (const hold of [odd, plain])
      expectEqual(await findHold(client, hold.id), hold, 'every field of a hold')
    expectEqual((await client.readAll(theBook)).holds, [odd, plain], 'every field in readAll')
  }
  const [unset, set] = [
    { ...odd, expiresAt: null },
    { ...plain, expiresAt: expiry },
  ]
  await commit(adapter, [putting.hold(unset), putting.hold(set)])
  expectEqual(
    (await readMonth(adapter, february)).holds,
    [unset, set],
    'an expiry that was unset, and one set',
  )
}

async function keepsOrder({ adapter, connect }: Trial): Promise<void> {
  const at = (second: number) => ({ createdAt: `2026-02-01T00:00:0${second}.000Z` })
  const holds = [
    makeHold('b', 'food', '2026-02-03', '1.00', at(1)),
    makeHold('a', 'food', '2026-02-02', '2.00', at(2)),
    makeHold('B', 'food', '2026-02-05', '3.00', at(3)),
    makeHold('Z', 'food', '2026-02-04', '4.00', at(3)),
    makeHold('c', 'food', '2026-02-01', '5.00', at(3)),
  ] as const
  const [first, second, third, fourth, fifth] = holds
  await commit(adapter, [inserting.category(food), inserting.hold(fifth), inserting.hold(third)])
  await commit(adapter, [inserting.hold(fourth), inserting.hold(first)])
  await commit(adapter, [inserting.hold(second)])
  const other = await connect()
  const ids = holds.map(({ id }) => id)
  const expectOrder = async (what: string) => {
    for (const client of [adapter, other]) {
      expectEqual(
        (await readMonth(client, february)).holds.map(({ id }) => id),
        ids,
        `holds by their instants and then by their ids, ${what}`,
      )
    }
  }
  await expectOrder('however they came')
  await commit(adapter, [putting.hold({ ...first, updatedAt: later })])
  await expectOrder('after an update')
  await commit(adapter, [putting.hold({ ...second, date: hotel.date, month: february })])
  await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
  await expectOrder('after a replace')
}

async function givesHolds({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  await commit(adapter, [inserting.budget(makeBudget('plan', 'food', february, '20.00'))])
  const other = await connect()
  // An adapter that remembers a part of the book must not take the rest for empty.
  await other.read(theBook, () => ({}))
  const decideOnHold = async (client: StorageAdapter) => {
    const seen: unknown[] = []
    const note = (view: View) => {
      seen.push(view.holds.get('taxi'))
      return { changes: [], receipt: {} }
    }
    await client.transact(theBook, () => ({ holds: ['taxi'] }), note, commitOptions())
    return seen.at(-1)
  }
  expectEqual(await decideOnHold(other), taxi, 'a hold that a decider sees, when only the head was read')
  const scope = { holds: ['taxi', 'none', 'plan'], months: [march] } as const
  const views = [await adapter.read(theBook, () => scope), await other.read(theBook, () => scope)]
  const decide = (view: View) => {
    views.push(view)
    return { changes: [], receipt: {} }
  }
  await adapter.transact(theBook, () => scope, decide, commitOptions())
  for (const view of views) {
    expectEqual(
      view.holds,
      new Map<string, unknown>([
        ['taxi', taxi],
        ['none', null],
        ['plan', null],
      ]),
      'the holds asked for',
    )
    expectEqual(
      [...view.months.keys()].sort(),
      [february, march],
      'the month asked for, and that of the hold',
    )
    const { holds, budgets } = monthOfView(view, february)
    expectEqual([holds, budgets.length], [[hotel, taxi], 1], 'the month that comes with the hold')
  }
}

async function holdsAMonth({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const trip = makeHold('trip', 'food', '2026-03-05', '7.00')
  const other = await connect()
  await commit(adapter, [inserting.hold(trip)])
  for (const client of [adapter, other]) {
    const { months } = await readMonths(client)
    expectEqual([...months.keys()].sort(), [february, march], 'months that have nothing but holds')
    const { closed, budgets, spending, holds } = await readMonth(client, march)
    expectEqual([closed, budgets, spending.size, holds], [false, [], 0, [trip]], 'such a month')
  }
  await commit(other, [removing.hold('trip')])
  expectEqual([...(await readMonths(adapter)).months.keys()], [february], 'the months when its hold is gone')
  await commit(other, [removing.hold('hotel'), removing.hold('taxi')])
  expectEqual((await readMonths(adapter)).months, new Map(), 'the months when all holds are gone')
}

async function outlastsOtherChanges({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const plan = makeBudget('plan', 'food', february, '20.00')
  const lunch = makeExpense('lunch', 'food', '2026-02-12', '5.00')
  const steps = [
    [putting.month(february, true, '100.00')],
    [putting.month(february, false, null)],
    [inserting.budget(plan)],
    [putting.budget({ ...plan, metadata: { note: 'raised' } })],
    [inserting.expense(lunch)],
    [putting.expense(makeExpense('lunch', 'food', '2026-01-12', '6.00'))],
    [putting.expense(lunch), inserting.budget(makeBudget('other', 'food', january, '1.00'))],
    [putting.category({ ...food, name: 'Eating' })],
    [removing.expense('lunch'), removing.budget('plan')],
    [removing.budget('other')],
    [inserting.expense(lunch)],
  ]
  const other = await connect()
  for (const [index, changes] of steps.entries()) {
    await commit(index % 2 === 0 ? adapter : other, changes)
    for (const client of [adapter, other]) {
      expectEqual(
        (await readMonth(client, february)).holds,
        [hotel, taxi],
        `the holds after step ${index + 1}`,
      )
    }
  }
  await expectSoundTotals(adapter, 'of a month with holds')
}

async function isNoSpending({ adapter }: Trial): Promise<void> {
  const lunch = makeExpense('lunch', 'food', '2026-02-10', '5.00')
  await commit(adapter, [inserting.category(food), inserting.expense(lunch)])
  const { spending } = await readMonth(adapter, february)
  await commit(adapter, [inserting.hold(hotel)])
  await commit(adapter, [putting.hold({ ...hotel, amount: taxi.amount })])
  expectEqual((await readMonth(adapter, february)).spending, spending, 'what was spent, beside a hold')
  expectEqual(await readPage(adapter), [lunch], 'a page of expenses, beside a hold')
  expectEqual(await readPage(adapter, { categoryId: 'food' }), [lunch], 'a page of its category')
  const byId = await adapter.read(theBook, () => ({ expenses: ['hotel'], budgets: ['hotel'] }))
  expectEqual(
    [byId.expenses.get('hotel'), byId.budgets.get('hotel')],
    [null, null],
    'an expense and a budget under the id of a hold',
  )
  await commit(adapter, [
    inserting.expense(makeExpense('hotel', 'food', '2026-02-10', '1.00')),
    inserting.budget(makeBudget('hotel', 'food', february, '1.00')),
  ])
  expectEqual((await readMonth(adapter, february)).holds.length, 1, 'the holds beside others with their id')
  await removesAlone(adapter)
}

async function removesAlone(adapter: StorageAdapter): Promise<void> {
  await commit(adapter, [removing.budget('hotel'), removing.expense('hotel')])
  expectEqual(
    (await readMonth(adapter, february)).holds.map(({ id }) => id),
    ['hotel'],
    'the holds when an expense and a budget with the id of one are gone',
  )
}

async function becomesAnExpense({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const spent = makeExpense('spent', 'food', '2026-03-01', '75.00')
  const operation = { id: 'settle', fingerprint: 'f' }
  const settle = [removing.hold('hotel'), inserting.expense(spent)]
  const other = await connect()
  await commit(adapter, settle, { operation, receipt: { id: 'spent' } })
  for (const client of [adapter, other]) {
    expectEqual((await readMonth(client, february)).holds, [taxi], 'the month of the hold that was spent')
    expectEqual((await readMonth(client, march)).spending.size, 1, 'the month of the expense')
    expectEqual(await findHold(client, 'hotel'), null, 'the hold that was spent')
  }
  await commit(other, [inserting.hold(hotel)])
  const again = await commit(other, settle, { operation })
  expectEqual(
    outcomeOf(again),
    { replayed: true, receipt: { id: 'spent' } },
    'what the repeated operation gives',
  )
  expectEqual(await findHold(adapter, 'hotel'), hotel, 'a later hold under its id, which stays')
  const before = await observe(adapter)
  const refused = await commit(other, [removing.hold('hotel'), inserting.expense(spent)]).catch(
    () => 'refused',
  )
  expectEqual(refused, 'refused', 'a hold that is spent under the id of another expense')
  expectEqual(await observe(adapter), before, 'the book then: the hold is there, and no expense is')
}

/** What commits do with holds. */
export const holdCases: readonly TrialCase[] = [
  { name: 'holds: are inserted, put and removed', check: changesHolds },
  { name: 'holds: move to another month in one commit', check: movesHolds },
  { name: 'holds: come back with every field', check: keepsFields },
  { name: 'holds: are in the order in which they were placed', check: keepsOrder },
  { name: 'holds: in a scope bring their months, and an unknown one is null', check: givesHolds },
  { name: 'holds: a month that has nothing else is there until the last one goes', check: holdsAMonth },
  {
    name: 'holds: stay while their month closes, opens, and gets other contents',
    check: outlastsOtherChanges,
  },
  { name: 'holds: are not spending', check: isNoSpending },
  { name: 'holds: go as their expense comes, all or nothing, and once', check: becomesAnExpense },
]
