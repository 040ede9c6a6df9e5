import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Category } from 'budgetbook'
import {
  placeOf,
  withEntity,
  withMoved,
  withoutEntity,
  type Ordered,
} from '../../../src/storage/kit/state/ordered-list.js'
import { makeCategory, makeGroup } from '../../../src/testing/conformance/entities.js'

const ids = ['a', 'b', 'c', 'd', 'e']

/** Changes the list that is at `from` among those made so far: one may go on from an old list, as after a failed commit. */
const step = fc.record({
  from: fc.nat(),
  op: fc.constantFrom('put', 'remove', 'move'),
  id: fc.constantFrom(...ids),
  before: fc.constantFrom(null, ...ids),
  name: fc.constantFrom('x', 'y'),
})

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** What a change makes of the ids of a list, worked out the plain way. */
function idsAfter(before: readonly string[], { op, id, before: next }: Step): readonly string[] {
  if (op === 'put') return before.includes(id) ? before : [...before, id]
  const others = before.filter((one) => one !== id)
  if (op === 'remove' || !before.includes(id)) return others
  if (next === id) return before
  return next === null ? [...others, id] : others.flatMap((one) => (one === next ? [id, one] : [one]))
}

function listAfter(list: readonly Category[], { op, id, before, name }: Step): readonly Category[] {
  if (op === 'put') return withEntity(list, makeCategory(id, { name }))
  return op === 'remove' ? withoutEntity(list, id) : withMoved(list, id, before)
}

/** A move is asked for only where both are in the list. */
const isPossible = (list: readonly Category[], { op, id, before }: Step): boolean => {
  const has = (wanted: string | null) => wanted === null || list.some((one) => one.id === wanted)
  return op !== 'move' || (has(id) && has(before))
}

const idsOf = (list: readonly Ordered[]) => list.map(({ id }) => id)

describe('a list in the user’s order', () => {
  it('has each entity where a look through it finds it, from whichever list it came', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const lists: (readonly Category[])[] = [[]]
        for (const change of steps) {
          const before = lists[change.from % lists.length]!
          if (!isPossible(before, change)) continue
          const after = listAfter(before, change)
          expect(idsOf(after)).toEqual(idsAfter(idsOf(before), change))
          if (change.op === 'put')
            expect(after[placeOf(after, change.id)]).toMatchObject({ name: change.name })
          lists.push(after)
        }
        for (const list of lists) {
          for (const id of ids) expect(placeOf(list, id)).toBe(list.findIndex((one) => one.id === id))
        }
      }),
    )
  })

  it('keeps the very objects that did not change, and freezes the one that did', () => {
    const before = [makeCategory('a'), makeCategory('b')]
    const changed = makeCategory('b', { name: 'other', metadata: { list: [1] } })
    const after = withEntity(before, changed)
    expect(after[0]).toBe(before[0])
    expect(Object.isFrozen(after[1])).toBe(true)
    expect(Object.isFrozen(after[1]!.metadata)).toBe(true)
    expect(before[1]).toEqual(makeCategory('b'))
    expect(Object.isFrozen(changed)).toBe(false)
  })

  it('keeps all objects when one moves, and leaves the list that it moved in', () => {
    const before = [makeGroup('a'), makeGroup('b'), makeGroup('c')]
    const after = withMoved(before, 'c', 'a')
    expect(idsOf(after)).toEqual(['c', 'a', 'b'])
    for (const group of before) expect(after).toContain(group)
    expect(idsOf(before)).toEqual(['a', 'b', 'c'])
  })

  it('undoes a move by a move to where it was', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.constantFrom(null, ...ids), (place, before) => {
        const list = ids.map((id) => makeCategory(id))
        const id = ids[place]!
        const moved = withMoved(list, id, before)
        expect(withMoved(moved, id, ids[place + 1] ?? null)).toEqual(list)
      }),
    )
  })

  it('reads no id of the others when one more comes', () => {
    let read = 0
    const watched = (id: string): Category => ({
      ...makeCategory(id),
      get id() {
        read++
        return id
      },
    })
    const first = withEntity(
      Array.from({ length: 1_000 }, (_, index) => watched(`c${index}`)),
      makeCategory('x'),
    )
    read = 0
    const second = withEntity(first, makeCategory('y'))
    expect([placeOf(second, 'y'), placeOf(second, 'z')]).toEqual([1_001, -1])
    expect(read).toBe(0)
  })
})
