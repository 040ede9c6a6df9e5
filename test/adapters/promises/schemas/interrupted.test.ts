import { describe, expect, it } from 'vitest'
import type { StorageAdapter } from 'budgetbook'
import { observe } from '../../../../src/testing/conformance/observations.js'
import { textOfValue } from '../../../../src/testing/conformance/value-text.js'
import { callMethod } from '../../../support/book/methods.js'
import { openBook, outcomeOf } from './books.js'
import type { Call } from './calls.js'
import { readFixture, storedForms, type Place, type StoredForm } from './forms.js'

/*
 * The first write of the current build to a book of schema 1.0 is interrupted: all of it is stored, or nothing.
 */

const folder = 'schema-1.0/rich'

/** First writes: to a month, to the head, and to the whole book. */
const writes: readonly Call[] = [
  ['expenses.record', { categoryId: 'c-4', amount: '1.00', date: '2026-03-24' }],
  ['expenses.update', 'E-1', { original: { amount: '11.86', currency: 'CHF', rate: '1.04' } }],
  ['groups.create', { name: 'Home' }],
  ['settings.changeCurrency', { to: 'EUR', rate: '0.9' }],
  ['importBook', readFixture('schema-1.0/document')],
]
const operation = { operationId: 'the first write' }

async function storedIn({ file, place }: StoredForm): Promise<Place> {
  return place(readFixture(`${folder}/${file}`))
}

/** All that an adapter of each build reads in storage. */
async function seenIn({ newer, older }: Place): Promise<readonly string[]> {
  return Promise.all(
    [newer(), knowingHolds(older())].map(async (adapter) => textOfValue(await observe(adapter, 'default'))),
  )
}

/** A client of the older build, which says nothing of holds. */
function knowingHolds(adapter: StorageAdapter): StorageAdapter {
  return { ...adapter, readAll: async (bookId) => ({ ...(await adapter.readAll(bookId)), holds: [] }) }
}

interface Case {
  readonly form: StoredForm
  readonly call: Call
}

const cases = storedForms.flatMap((form) =>
  writes.map((call) => ({ form, call, name: form.name, method: call[0] })),
)

type Seen = readonly string[]

/** Interrupts a write at one operation, and tries it again. Returns whether it has such an operation. */
async function interrupt(
  { form, call: [method, ...input] }: Case,
  { way, at }: { readonly way: string; readonly at: number },
  [before, after]: readonly [Seen, Seen],
): Promise<boolean> {
  const place = await storedIn(form)
  const client = place.breakable()
  const book = await openBook('newer', client.adapter)
  const stop = client.breakAt(at, way)
  const outcome = await outcomeOf(callMethod(book, method, [...input, operation]))
  const hasFailed = stop()

  const where = `${way} at operation ${at}: ${JSON.stringify(outcome)}`
  const found = await seenIn(place)
  const state = found[0] === before[0] ? before : after
  expect(found, where).toEqual(state)
  if ('answer' in outcome) expect(state, where).toBe(after)
  else if (outcome.refusal !== 'outcome_unknown') expect(state, where).toBe(before)

  const second = await openBook('newer', client.survives(way) ? client.adapter : place.newer())
  await callMethod(second, method, [...input, operation])
  expect(await seenIn(place), where).toEqual(after)
  return hasFailed
}

// An adapter waits between its attempts, so several operations fail at the same time, each in storage of its own.
const together = 16

describe.each(cases)('$method, the first write to a book of schema 1.0 in $name', (one) => {
  it('is made or not made if any operation fails, and is made when it is tried again', async () => {
    const pristine = await storedIn(one.form)
    const before = await seenIn(pristine)
    const [method, ...input] = one.call
    await callMethod(await openBook('newer', pristine.newer()), method, [...input, operation])
    const after = await seenIn(pristine)
    expect(after[0]).not.toBe(before[0])

    const ways = pristine.breakable().ways
    await Promise.all(
      ways.map(async (way) => {
        for (let from = 1; ; from += together) {
          const places = Array.from({ length: together }, (_, index) => ({ way, at: from + index }))
          const failed = await Promise.all(places.map(async (at) => interrupt(one, at, [before, after])))
          if (from === 1) expect(failed[0]).toBe(true)
          if (failed.includes(false)) return
        }
      }),
    )
  })
})
