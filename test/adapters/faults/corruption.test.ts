import fc from 'fast-check'
import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import type { StorageAdapter } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { putRecord, recordsOf, removeRecord, type StoredRecord } from '../../support/storages/indexed-db.js'
import { atEveryOperation, outcomeOf } from './attempts.js'
import { faultyStorageKinds } from './faulty-storages.js'
import { fill, scenarios, type Scenario } from './scenarios.js'
import { answersOf, findersOf, tryToCommit, views } from './views.js'

// The text of a record comes last, so these are places within it; without one it is the middle.
const units = [-1, -7, -30, undefined]

describe.each(faultyStorageKinds)('in $name', (kind) => {
  const answersAround = async (scenario: Scenario) => {
    const storage = kind.create()
    if (!scenario.isFirst) await fill(storage.fresh())
    const before = await answersOf(storage.fresh())
    const run = await scenario.start(storage.fresh())
    await run()
    const after = await answersOf(storage.fresh())
    await storage.dispose()
    return { before, after }
  }
  const written = scenarios.flatMap(({ name }, index) =>
    units.map((unit) => ({ name, unit, scenario: scenarios[index]! })),
  )

  it.each(written)(
    '$name, one unit ($unit) of any of whose texts is not written as it is, is right or storage_corrupt, and stays so',
    async ({ unit, scenario }) => {
      const { before, after } = await answersAround(scenario)
      let found = 0
      await atEveryOperation(
        kind,
        scenario,
        ['corrupt', { on: 'write', unit }],
        async ({ storage, tryOnce }) => {
          const outcome = await tryOnce()
          const finders = findersOf(await answersOf(storage.fresh()), outcome === 'resolved' ? after : before)
          if (finders.length === 0) return
          found++
          await tryToCommit(storage.fresh())
          const still = await answersOf(storage.fresh())
          for (const finder of finders)
            expect([finder, still.get(finder)]).toEqual([finder, 'storage_corrupt'])
        },
      )
      expect(found > 0).toBe(!scenario.onlyRemoves)
    },
  )

  it.each(scenarios)(
    '$name, one unit of anything of which is not read as it is, is made, or refused and not made',
    async (scenario) => {
      const { before, after } = await answersAround(scenario)
      for (const unit of units) {
        await atEveryOperation(
          kind,
          scenario,
          ['corrupt', { on: 'read', unit }],
          async ({ storage, tryOnce }) => {
            const outcome = await tryOnce()
            expect(['resolved', 'storage_corrupt', 'storage_future_version']).toContain(outcome)
            // What was taken along without being looked at is found out by whoever looks at it.
            findersOf(await answersOf(storage.fresh()), outcome === 'resolved' ? after : before)
          },
        )
      }
    },
  )

  it.each([...views.keys()])(
    '%s, one unit of which is not read as it is, is right or storage_corrupt',
    async (name) => {
      const storage = kind.create()
      await fill(storage.fresh())
      const view = views.get(name)!
      const sound = await view(storage.fresh())
      const client = storage.connect()
      for (const unit of units) {
        for (let at = 1; ; at++) {
          const fault = storage.faults.arm('corrupt', { on: 'read', at, unit })
          let result: unknown = sound
          const outcome = await outcomeOf(view(client).then((value) => (result = value)))
          fault.disarm()
          expect(['resolved', 'storage_corrupt']).toContain(outcome)
          expect(result).toEqual(sound)
          // What was read wrongly is not remembered.
          expect(await view(client)).toEqual(sound)
          if (!fault.struck) break
        }
      }
      await storage.dispose()
    },
  )
})

/** A field of a record, and what becomes of it: another unit at a place of it, or its end there; or the record is gone. */
interface Damage {
  readonly record: StoredRecord
  readonly field: string
  readonly at: number
  readonly kind: 'flip' | 'cut'
}

function damaged({ record, field, at, kind }: Damage): Record<string, unknown> {
  const value = record.value[field]
  if (typeof value !== 'string') return { ...record.value, [field]: Number(value) + 1 }
  const place = at % value.length
  const other =
    kind === 'cut' ? '' : String.fromCharCode(value.charCodeAt(place) ^ 1) + value.slice(place + 1)
  return { ...record.value, [field]: value.slice(0, place) + other }
}

async function sampleFactory(): Promise<IDBFactory> {
  const factory = new IDBFactory()
  await withClient(factory, fill)
  return factory
}

async function withClient<Result>(
  factory: IDBFactory,
  use: (adapter: StorageAdapter) => Promise<Result>,
): Promise<Result> {
  const adapter = createIndexedDbAdapter({ indexedDB: factory })
  try {
    return await use(adapter)
  } finally {
    await adapter.close()
  }
}

const keysOf: Record<string, readonly string[]> = {
  heads: ['bookId'],
  months: ['bookId', 'month'],
  budgets: ['bookId', 'id'],
  expenses: ['bookId', 'id'],
  operations: ['bookId', 'id'],
}

describe('a record in IndexedDB that is damaged', async () => {
  const factory = await sampleFactory()
  const records = await recordsOf(factory)
  const sound = await withClient(factory, answersOf)
  const fields = records.flatMap((record) => Object.keys(record.value).map((field) => ({ record, field })))
  const damages = (isKey: boolean) =>
    fc
      .constantFrom(...fields.filter(({ record, field }) => keysOf[record.store]!.includes(field) === isKey))
      .chain(({ record, field }) =>
        fc.record({
          record: fc.constant(record),
          field: fc.constant(field),
          at: fc.nat(String(record.value[field]).length - 1),
          kind: fc.constantFrom('flip' as const, 'cut' as const),
        }),
      )

  const answersWithout = async ({ store, key }: StoredRecord) => {
    const copy = await sampleFactory()
    await removeRecord(copy, store, key)
    return withClient(copy, answersOf)
  }

  it('has stores of every kind in the sample', () => {
    expect(new Set(records.map(({ store }) => store))).toEqual(new Set(Object.keys(keysOf)))
  })

  it('beside its key, wherever the damage is: every call is right or storage_corrupt, and nothing is overwritten', async () => {
    await fc.assert(
      fc.asyncProperty(damages(false), async (damage) => {
        const copy = await sampleFactory()
        const value = damaged(damage)
        const { store, key } = damage.record
        await putRecord(copy, store, value)
        // An index does not give what it does not have: a page of a category may lack what is damaged.
        const allowed = damage.field === 'categoryId' ? [sound, await answersWithout(damage.record)] : [sound]
        const finders = findersOf(await withClient(copy, answersOf), ...allowed)
        // An operation is read when it is asked for again, and not before.
        if (store === 'operations') expect(await outcomeOf(withClient(copy, fill))).toBe('storage_corrupt')
        else expect(finders.length).toBeGreaterThan(0)
        await withClient(copy, tryToCommit)
        expect((await recordsOf(copy)).filter((one) => one.store === store && isSame(one.key, key))).toEqual([
          { store, key, value },
        ])
      }),
      { numRuns: 60 },
    )
  })

  it('in its key: whoever reads everything finds out, and what is at the wrong place stays there', async () => {
    await fc.assert(
      fc.asyncProperty(damages(true), async (damage) => {
        const { store, key } = damage.record
        fc.pre(store !== 'operations')
        const copy = await sampleFactory()
        await removeRecord(copy, store, key)
        await putRecord(copy, store, damaged(damage))
        await expectFound(copy, damage.record)
      }),
      { numRuns: 30 },
    )
  })

  it.each(records.filter(({ store }) => store !== 'operations'))(
    'by being removed ($store $key) is found out by whoever reads everything',
    async (record) => {
      const copy = await sampleFactory()
      await removeRecord(copy, record.store, record.key)
      await expectFound(copy, record)
    },
  )

  async function expectFound(copy: IDBFactory, { store, value }: StoredRecord): Promise<void> {
    const before = await recordsOf(copy)
    const answers = await withClient(copy, answersOf)
    const finder = store === 'budgets' ? `budget ${String(value['id'])}` : 'all'
    expect(answers.get(finder)).toBe('storage_corrupt')
    expect(await recordsOf(copy)).toEqual(before)
  }
})

const isSame = (one: IDBValidKey, other: IDBValidKey) => JSON.stringify(one) === JSON.stringify(other)
