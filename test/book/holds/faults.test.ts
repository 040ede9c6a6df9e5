import { SqliteDialect } from 'kysely'
import { describe, expect, it } from 'vitest'
import {
  createMemoryAdapter,
  enforceSpending,
  isBudgetBookError,
  openBudgetBook,
  type BudgetBook,
  type StorageAdapter,
} from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { withFaults } from 'budgetbook/testing'
import { nodeSqlite } from '../../../examples/node-sqlite.js'
import { faultyStorageKinds } from '../../adapters/faults/faulty-storages.js'
import { driverError, FaultyKysely } from '../../support/sql/failing-statements.js'
import { migratedSqlite } from '../../support/sql/databases.js'

/** Empty storage whose operations can go wrong. */
interface Faulty {
  readonly faulty: StorageAdapter
  /** A client of the same data that nothing happens to. */
  readonly sound: StorageAdapter
  /** Lets the how-manieth operation go wrong. Gives whether it has. */
  readonly arm: (at: number) => () => boolean
  readonly dispose: () => Promise<void>
}

const ioFaults = faultyStorageKinds.flatMap((kind) =>
  (['fail', 'crash', 'lose_acknowledgement'] as const).map((fault) => ({
    name: `${kind.name}, ${fault}`,
    create: (): Faulty => {
      const { connect, fresh, faults, dispose } = kind.create()
      return {
        faulty: connect(),
        sound: fresh(),
        arm: (at) => {
          const on = fault === 'lose_acknowledgement' ? kind.canLoseAcknowledgement : undefined
          const armed = faults.arm(fault, { at, on })
          return () => armed.struck !== null
        },
        dispose,
      }
    },
  })),
)

const sqlFaults = (['before', 'after'] as const).map((when) => ({
  name: `SQLite, an error ${when} a statement`,
  create: (): Faulty => {
    const { database, options } = migratedSqlite()
    const kysely = new FaultyKysely(new SqliteDialect({ database: nodeSqlite(database) }))
    return {
      faulty: createSqlAdapter({ ...options, db: kysely.db }),
      sound: createSqlAdapter(options),
      arm: (at) => {
        // From then on, every statement: the adapter tries again.
        kysely.arm({ at, when, error: driverError(), times: 1_000 })
        return () => kysely.struck !== null
      },
      dispose: async () => undefined,
    }
  },
}))

const callFaults = (['before', 'after'] as const).map((when) => ({
  name: `memory, an error ${when} a call`,
  create: (): Faulty => {
    const sound = createMemoryAdapter()
    let left = Number.POSITIVE_INFINITY
    let hasStruck = false
    const strike = () => {
      if (--left !== 0) return
      hasStruck = true
      throw new Error('read ECONNRESET')
    }
    return {
      faulty: withFaults(sound, { [when]: strike }),
      sound,
      arm: (at) => {
        left = at
        return () => hasStruck
      },
      dispose: async () => undefined,
    }
  },
}))

const open = async (storage: StorageAdapter): Promise<BudgetBook> =>
  openBudgetBook({
    storage,
    spendingPolicy: enforceSpending({ of: ['limit'] }),
    acceptWeakIsolation: true,
  })

const date = '2026-02-14'
const op = { operationId: 'once' }

/** Calls that fit once under a limit of 100, beside a hold of 40. */
const calls: Readonly<
  Record<string, (book: BudgetBook, categoryId: string, holdId: string) => Promise<unknown>>
> = {
  'expenses.spend': async ({ expenses }, categoryId) => expenses.spend({ categoryId, amount: 60, date }, op),
  'holds.place': async ({ holds }, categoryId) => holds.place({ categoryId, amount: 60, date }, op),
  'holds.commit': async ({ holds }, _, id) => holds.commit(id, { amount: 100 }, op),
  'holds.release': async ({ holds }, _, id) => holds.release(id, op),
}

const refusals = ['storage_unavailable', 'conflict', 'closed']

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'accepted',
    (error: unknown) => {
      if (isBudgetBookError(error)) return error.code
      throw error
    },
  )
}

const cases = [...ioFaults, ...sqlFaults, ...callFaults].flatMap((kind) =>
  Object.entries(calls).map(([method, call]) => ({ ...kind, method, call })),
)

describe('a storage that fails', () => {
  it.each(cases)(
    '($name), at any operation of $method: it is stored if it is accepted, and once if it is repeated',
    async ({ name, create, method, call }) => {
      // Rounds wait before they try again. They do so together, because each has a storage of its own.
      const together = 20
      const round = async (at: number) => {
        const { faulty, sound, arm, dispose } = create()
        const beside = await open(sound)
        await beside.settings.update({ currency: 'USD', monthlyLimit: 100 })
        const { id: categoryId } = await beside.categories.create({ name: 'Food' })
        const { hold } = await beside.holds.place({ categoryId, amount: 40, date })
        const stored = async () => JSON.stringify(await sound.readAll('default'))
        const before = await stored()
        const book = await open(faulty)
        const struck = arm(at)
        const outcome = await codeOf(call(book, categoryId, hold.id))
        const isStored = (await stored()) !== before
        if (outcome === 'accepted') expect(isStored).toBe(true)
        else if (outcome !== 'outcome_unknown') {
          expect(refusals).toContain(outcome)
          expect(isStored).toBe(false)
        }
        // Whoever asks again under the same id gets what there is, or makes it now.
        expect(await codeOf(call(beside, categoryId, hold.id))).toBe('accepted')
        const after = await stored()
        expect(await codeOf(call(await open(sound), categoryId, hold.id))).toBe('accepted')
        expect(await stored()).toBe(after)
        const { totalSpent, held, expenseCount } = (await beside.utilization('2026-02')).summary
        expect(Number(totalSpent) + Number(held)).toBe(method === 'holds.release' ? 0 : 100)
        expect(expenseCount).toBe(method === 'holds.place' || method === 'holds.release' ? 0 : 1)
        const hasStruck = struck()
        await dispose()
        return { outcome, hasStruck }
      }
      const seen = new Set<string>()
      // The last rounds are those in which nothing goes wrong.
      for (let from = 1, isOver = false; !isOver; from += together) {
        const rounds = await Promise.all(
          Array.from({ length: together }, async (_, index) => round(from + index)),
        )
        for (const { outcome } of rounds) seen.add(outcome)
        isOver = rounds.some(({ hasStruck }) => !hasStruck)
      }
      expect(seen).toContain('accepted')
      // A lock that nobody else wants is asked for again.
      if (name !== 'localStorage, lose_acknowledgement') expect(seen.size).toBeGreaterThan(1)
    },
  )
})
