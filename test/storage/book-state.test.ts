import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BookState, type BookSnapshot } from 'budgetbook'
import { bookContentsArbitrary } from 'budgetbook/testing'
import { inserting } from '../../src/testing/conformance/commits.js'
import { makeCategory } from '../../src/testing/conformance/entities.js'
import { sorted } from '../../src/testing/conformance/observations.js'
import { deepFreeze } from '../support/deep-freeze.js'

const named = (id: string) => ({ operation: { id, fingerprint: '' } })

function addCategory(state: BookState, id: string) {
  return state.transact(
    () => ({}),
    () => ({ changes: [inserting.category(makeCategory(id))], receipt: { id } }),
    named(id),
  )
}

describe('a book in memory', () => {
  it('is saved, and goes on from what was saved, through JSON too', () => {
    fc.assert(
      fc.property(bookContentsArbitrary(), (contents) => {
        const { contents: kept } = new BookState({
          contents: deepFreeze(contents),
          operations: [],
        }).snapshot()
        expect(sorted(kept)).toEqual(sorted(contents))
        const snapshot = JSON.parse(JSON.stringify({ contents: kept, operations: [] })) as BookSnapshot
        expect(new BookState(snapshot).snapshot()).toEqual(snapshot)
        const scope = () => ({ months: 'all' }) as const
        expect(new BookState(snapshot).read(scope)).toEqual(
          new BookState({ contents, operations: [] }).read(scope),
        )
      }),
    )
  })

  it('knows the operations that were saved', () => {
    const state = new BookState()
    addCategory(state, 'food')
    const next = new BookState(state.snapshot())
    expect(addCategory(next, 'food')).toEqual({ replayed: true, receipt: { id: 'food' } })
    expect(next.snapshot().operations).toEqual([{ id: 'food', fingerprint: '', receipt: { id: 'food' } }])
  })

  it('remembers the last 1,000 operations', () => {
    const state = new BookState()
    for (let count = 0; count <= 1_000; count++) {
      state.transact(
        () => ({}),
        () => ({ changes: [], receipt: { count } }),
        named(`${count}`),
      )
    }
    expect(state.snapshot().operations.length).toBe(1_000)
    expect(addCategory(state, '1').replayed).toBe(true)
    expect(addCategory(state, '0').replayed).toBe(false)
  })

  it('does not go on from what a caller still holds', () => {
    const state = new BookState()
    addCategory(state, 'food')
    const snapshot = state.snapshot()
    const next = new BookState(snapshot)
    addCategory(state, 'travel')
    ;(snapshot.contents.categories as unknown[]).length = 0
    expect(next.snapshot().contents.categories.map(({ id }) => id)).toEqual(['food'])
  })
})
