import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { isBudgetBookError } from 'budgetbook'
import type { BookContents } from 'budgetbook/adapter'
import { openTestBook, type TestBook } from './fixture.js'
import { callMethod, readings, type MethodCase } from './methods.js'
import { placesIn, putAt, type Monster } from './monsters.js'
import { storageKinds } from '../storages/book-storages.js'
import { fillBook, type World } from './world.js'

type Case = Pick<MethodCase, 'method' | 'input' | 'prepare'>

// Arguments that may be left out are there, so that each field of them has its turn.
const complete: Readonly<Record<string, readonly unknown[]>> = {
  utilization: ['2026-02'],
  'expenses.list': [
    { month: '2026-02', categoryId: 'x', from: '2026-02-01', to: '2026-02-02', limit: 5, cursor: undefined },
  ],
  'budgets.list': [{ month: '2026-02', categoryId: 'x' }],
  'budgets.listWithTotal': [{ month: '2026-02', categoryId: 'x' }],
  'categories.list': [{ includeArchived: true }],
  'holds.list': [{ month: '2026-02', categoryId: 'x' }],
}

// So are the options that only one method has.
const ownOptions: Readonly<Record<string, object>> = {
  pace: {
    shapes: [{ categoryId: 'x', shape: 'fixed' }],
    upcoming: [{ categoryId: 'x', date: '2026-02-20', amount: '1.00' }],
    minDays: 5,
  },
}

function argumentsOf({ method, input }: Case, world: World, operationId: string): unknown[] {
  const isReading = readings.some((reading) => reading.method === method)
  const own = isReading ? ownOptions[method] : { operationId }
  const options = { signal: new AbortController().signal, ...own }
  return [...(complete[method] ?? input(world)), options]
}

/** Every place in the arguments of a method. */
export function placesOf(one: Case, world: World): (string | number)[][] {
  const places = placesIn(argumentsOf(one, world, 'op'))
  // A document has hundreds of fields, and a checksum over all of them: a few will do.
  return one.method === 'importBook' ? places.filter((place) => place.length <= 2) : places
}

/** A filled book that is made anew whenever a call has changed it. */
export class Arena {
  #now: Promise<{ test: TestBook; world: World; before: BookContents }> | undefined
  #calls = 0

  /** Calls a method with one thing replaced; refused or not, the book is sound afterwards. */
  async call(one: Case, place: readonly (string | number)[], monster: Monster): Promise<void> {
    const { test, world, before } = await (this.#now ??= this.#build(one.prepare))
    const args = putAt(argumentsOf(one, world, `op-${this.#calls++}`), place, monster.make())
    let isRefused = false
    try {
      await callMethod(test.book, one.method, args as unknown[])
    } catch (error) {
      if (!isBudgetBookError(error)) throw new Error(`Not typed, with ${monster.name}`, { cause: error })
      isRefused = true
    }
    const after = await test.stored()
    if (isDeepStrictEqual(after, before)) return
    this.#now = undefined
    if (isRefused) expect(after).toEqual(before)
    await expectSound(test)
  }

  async #build(prepare: MethodCase['prepare']) {
    const test = await openTestBook(storageKinds[0]!)
    const world = await fillBook(test.book)
    await prepare?.(test.book)
    return { test, world, before: await test.stored() }
  }
}

/** What got in can be reported, exported, and imported elsewhere. */
export async function expectSound({ book }: Pick<TestBook, 'book'>): Promise<void> {
  for (const { month } of await book.months.list()) await book.utilization(month)
  const document: unknown = JSON.parse(JSON.stringify(await book.exportBook()))
  const other = await openTestBook(storageKinds[1]!)
  await other.book.importBook(document)
  for (const method of ['settings.get', 'budgets.list', 'expenses.list', 'holds.list', 'months.list']) {
    expect(await callMethod(other.book, method, [])).toEqual(await callMethod(book, method, []))
  }
}
