import type { BookContents } from '../../../storage/view.js'
import type { StorageAdapter } from '../../../storage/adapter.js'
import { commit, commitOptions, inserting, outcomeOf, theBook } from '../commits.js'
import { makeCategory, makeExpense } from '../entities.js'
import { expectEqual, expectRefused, expectSameError } from '../expect.js'
import { observe, readMonths } from '../observations.js'
import { racers, reopened, type Trial, type TrialCase } from '../trial.js'

const operation = { id: 'operation', fingerprint: 'what was asked' }
const receipt = { ids: ['food'], nested: { list: [1, null, 'x'] } }

const addFood = async (adapter: StorageAdapter) =>
  commit(adapter, [inserting.category(makeCategory('food'))], { operation, receipt })

/** Expects the operation to be known: it is not done again, `decide` does not run, and the first receipt comes back. */
async function isKnown(adapter: StorageAdapter, what: string): Promise<void> {
  const before = await observe(adapter)
  let asked = 0
  const again = await adapter.transact(
    theBook,
    () => ({}),
    () => {
      asked++
      return { changes: [inserting.category(makeCategory('again'))], receipt: { other: true } }
    },
    commitOptions({ operation }),
  )
  expectEqual(outcomeOf(again), { replayed: true, receipt }, `what the operation gives ${what}`)
  expectEqual(asked, 0, `how often the decider is asked ${what}`)
  expectEqual(await observe(adapter), before, `the book when the operation is asked for ${what}`)
}

async function happensOnce({ adapter, connect }: Trial): Promise<void> {
  expectEqual(outcomeOf(await addFood(adapter)), { replayed: false, receipt }, 'what a new operation gives')
  await isKnown(adapter, 'a second time')
  await isKnown(await connect(), 'through another client')
  const rebuild = (contents: BookContents) => ({ contents: { ...contents, categories: [] }, receipt: {} })
  const replaced = await adapter.replace(theBook, rebuild, commitOptions({ operation }))
  expectEqual(outcomeOf(replaced), { replayed: true, receipt }, 'what the operation gives as a replace')
  await isKnown(adapter, 'a fourth time')
}

async function outlivesItsClient(trial: Trial): Promise<void> {
  await addFood(trial.adapter)
  const next = await reopened(trial)
  if (next) await isKnown(next, 'after a reopening')
}

async function outlivesOtherWork({ adapter }: Trial): Promise<void> {
  await addFood(adapter)
  await commit(adapter, [inserting.category(makeCategory('travel'))])
  await isKnown(adapter, 'after another commit')
  await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
  await isKnown(adapter, 'after a replace')
  const other = await commit(adapter, [], { operation, bookId: 'another book' })
  expectEqual(other.replayed, false, 'the operation having been done in another book')
}

async function mayBeAReplace({ adapter, connect }: Trial): Promise<void> {
  const rebuild = (contents: BookContents) => ({
    contents: { ...contents, categories: [makeCategory('food')] },
    receipt,
  })
  const first = await adapter.replace(theBook, rebuild, commitOptions({ operation }))
  expectEqual(outcomeOf(first), { replayed: false, receipt }, 'what a new replace gives')
  const never = (): never => {
    throw new Error('a rebuild was asked again')
  }
  for (const client of [adapter, await connect()]) {
    const again = await client.replace(theBook, never, commitOptions({ operation }))
    expectEqual(outcomeOf(again), { replayed: true, receipt }, 'what a repeated replace gives')
    await isKnown(client, 'as a transaction')
  }
}

async function mayBeSmall({ adapter, connect }: Trial): Promise<void> {
  await commit(adapter, [
    inserting.category(makeCategory('food')),
    inserting.expense(makeExpense('first', 'food', '2026-02-10', '1.00')),
  ])
  // In a month that already exists, so some adapters would write nothing else.
  const expense = makeExpense('second', 'food', '2026-02-11', '1.00')
  const record = async () => commit(adapter, [inserting.expense(expense)], { operation, receipt })
  expectEqual(
    outcomeOf(await record()),
    { replayed: false, receipt },
    'what an operation within one month gives',
  )
  await isKnown(await connect(), 'when it changed one month only')
}

async function mayChangeNothing({ adapter, connect }: Trial): Promise<void> {
  expectEqual(
    outcomeOf(await commit(adapter, [], { operation, receipt })),
    { replayed: false, receipt },
    'what an operation without changes gives',
  )
  await isKnown(await connect(), 'when it changed nothing the first time')
}

async function belongsToItsRequest({ adapter }: Trial): Promise<void> {
  await addFood(adapter)
  const before = await observe(adapter)
  const options = commitOptions({ operation: { ...operation, fingerprint: 'something else' } })
  const decide = () => ({ changes: [inserting.category(makeCategory('other'))], receipt: {} })
  const mismatch = await expectRefused(
    adapter.transact(theBook, () => ({}), decide, options),
    'operation_mismatch',
    'another transaction under the same operation id',
  )
  expectEqual(mismatch.details, { operationId: operation.id }, 'the details of the mismatch')
  await expectRefused(
    adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), options),
    'operation_mismatch',
    'a replace under the same operation id',
  )
  expectEqual(await observe(adapter), before, 'the book after a mismatch')
  await isKnown(adapter, 'after a mismatch')
}

async function isForgottenWhenRefused({ adapter }: Trial): Promise<void> {
  const refusal = new Error('not today')
  const refuse = (): never => {
    throw refusal
  }
  const options = commitOptions({ operation })
  await expectSameError(
    adapter.transact(theBook, () => ({}), refuse, options),
    refusal,
    'a refused transaction',
  )
  await expectSameError(adapter.replace(theBook, refuse, options), refusal, 'a refused replace')
  const twice = [inserting.category(makeCategory('food')), inserting.category(makeCategory('food'))]
  await expectRefused(
    commit(adapter, twice, { operation }),
    'conflict',
    'an operation that takes an id twice',
  )
  expectEqual(
    outcomeOf(await addFood(adapter)),
    { replayed: false, receipt },
    'what the operation gives after refusals',
  )
}

async function isRemembered({ adapter }: Trial): Promise<void> {
  const count = 256
  const named = (index: number) => ({
    operation: { id: `operation ${index}`, fingerprint: `f ${index}` },
    receipt: { index },
  })
  for (let index = 0; index < count; index++) await commit(adapter, [], named(index))
  for (const index of [0, 1, count / 2, count - 1]) {
    const { operation: known } = named(index)
    const again = await commit(adapter, [], { operation: known, receipt: {} })
    expectEqual(
      outcomeOf(again),
      { replayed: true, receipt: { index } },
      `the operation ${index} of ${count}`,
    )
  }
}

async function happensOnceInARace(trial: Trial): Promise<void> {
  const clients = await racers(trial, 6)
  const outcomes = await Promise.all(
    clients.map(async (client, index) =>
      client.transact(
        theBook,
        () => ({}),
        () => ({ changes: [inserting.category(makeCategory(`food ${index}`))], receipt: { index } }),
        commitOptions({ operation }),
      ),
    ),
  )
  expectEqual(outcomes.filter(({ replayed }) => !replayed).length, 1, 'how often a racing operation was done')
  const { categories } = await readMonths(trial.adapter)
  const winner = outcomes.findIndex(({ replayed }) => !replayed)
  expectEqual(
    categories.map(({ id }) => id),
    [`food ${winner}`],
    'what it made',
  )
  expectEqual(
    outcomes.map(({ receipt: { index } }) => index),
    outcomes.map(() => winner),
    'the receipts of all that asked for it',
  )
}

/** Operations with an id of the caller. */
export const operations: readonly TrialCase[] = [
  { name: 'operation: asked for again, it gives the first receipt and does nothing', check: happensOnce },
  { name: 'operation: is known after a reopening', check: outlivesItsClient },
  { name: 'operation: is known after other work, in its own book', check: outlivesOtherWork },
  { name: 'operation: a replace is one too', check: mayBeAReplace },
  { name: 'operation: one within a single month is known too', check: mayBeSmall },
  { name: 'operation: is recorded even where it changes nothing', check: mayChangeNothing },
  { name: 'operation: another request under its id is operation_mismatch', check: belongsToItsRequest },
  { name: 'operation: a refused one is not recorded', check: isForgottenWhenRefused },
  { name: 'operation: the last 256 are remembered', check: isRemembered },
  { name: 'operation: asked for by many at once, it is done once', check: happensOnceInARace },
]
