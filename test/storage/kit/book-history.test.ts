import { describe, expect, it } from 'vitest'
import { BookState, type BookSnapshot, type HistoryAppend } from 'budgetbook/adapter'
import { makeEntry } from '../../../src/testing/conformance/topics/history/entries.js'

const plain = { operation: null }

function append(state: BookState, id: string, keep: HistoryAppend['keep'] = 'all'): void {
  const decide = () => ({ changes: [], receipt: {}, history: { entry: makeEntry(id), keep } })
  state.transact(() => ({}), decide, plain)
}

const idsIn = (state: BookState) => state.history({ limit: 100 }).map(({ entry }) => entry.id)

describe('the history of a BookState', () => {
  it('is in its snapshot, oldest first, and goes on from there', () => {
    const state = new BookState()
    for (const id of 'abcd'.split('')) append(state, id, 3)
    const snapshot = state.snapshot()
    expect(snapshot.history?.map(({ position }) => position)).toEqual([2, 3, 4])
    const restored = new BookState(JSON.parse(JSON.stringify(snapshot)) as BookSnapshot)
    expect(restored.history({ limit: 100 })).toEqual(state.history({ limit: 100 }))
    append(restored, 'e', 3)
    expect(restored.history({ limit: 1 })).toEqual([{ position: 5, entry: makeEntry('e') }])
    expect(idsIn(restored)).toEqual(['e', 'd', 'c'])
    expect(idsIn(state)).toEqual(['d', 'c', 'b'])
  })

  it('is not in the snapshot of a book that has none', () => {
    expect(new BookState().snapshot()).not.toHaveProperty('history')
  })

  it('stays as it was in a snapshot that was made before', () => {
    const state = new BookState()
    append(state, 'a')
    const snapshot = state.snapshot()
    const text = JSON.stringify(snapshot)
    append(state, 'b')
    append(state, 'c', 1)
    expect(JSON.stringify(snapshot)).toBe(text)
  })

  it('is frozen where it is given', () => {
    const state = new BookState()
    append(state, 'a')
    const [placed] = state.history({ limit: 1 })
    expect(Object.isFrozen(placed)).toBe(true)
    expect(Object.isFrozen(placed?.entry.changes)).toBe(true)
  })

  it('keeps an own key __proto__', () => {
    const state = new BookState()
    const after = JSON.parse('{"__proto__":{"a":1}}') as Record<string, never>
    const changes = [{ type: 'category', id: 'a', before: null, after }] as const
    const entry = makeEntry('a', { changes })
    state.transact(
      () => ({}),
      () => ({ changes: [], receipt: {}, history: { entry, keep: 'all' } }),
      plain,
    )
    expect(JSON.stringify(state.history({ limit: 1 })[0]?.entry.changes)).toBe(JSON.stringify(changes))
  })
})
