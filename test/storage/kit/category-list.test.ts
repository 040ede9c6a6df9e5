import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Category } from 'budgetbook'
import { placeOf, withCategory, withoutCategory } from '../../../src/storage/kit/state/category-list.js'
import { makeCategory } from '../../../src/testing/conformance/entities.js'

const ids = ['a', 'b', 'c', 'd', 'e']

/** Changes the list that is at `from` among those made so far: one may go on from an old list, as after a failed commit. */
const step = fc.record({
  from: fc.nat(),
  op: fc.constantFrom('put', 'remove'),
  id: fc.constantFrom(...ids),
  name: fc.constantFrom('x', 'y'),
})

describe('a list of categories', () => {
  it('has each category where a look through it finds it, from whichever list it came', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const lists: (readonly Category[])[] = [[]]
        for (const { from, op, id, name } of steps) {
          const before = lists[from % lists.length]!
          const at = before.findIndex((one) => one.id === id)
          const after =
            op === 'put' ? withCategory(before, makeCategory(id, { name })) : withoutCategory(before, id)
          const kept = before.filter((one) => one.id !== id)
          const position = at < 0 ? kept.length : at
          expect(after.filter((one) => one.id !== id)).toEqual(kept)
          if (op === 'put') expect(after[position]).toMatchObject({ id, name })
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
    const after = withCategory(before, changed)
    expect(after[0]).toBe(before[0])
    expect(Object.isFrozen(after[1])).toBe(true)
    expect(Object.isFrozen(after[1]!.metadata)).toBe(true)
    expect(before[1]).toEqual(makeCategory('b'))
    expect(Object.isFrozen(changed)).toBe(false)
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
    const first = withCategory(
      Array.from({ length: 1_000 }, (_, index) => watched(`c${index}`)),
      makeCategory('x'),
    )
    read = 0
    const second = withCategory(first, makeCategory('y'))
    expect([placeOf(second, 'y'), placeOf(second, 'z')]).toEqual([1_001, -1])
    expect(read).toBe(0)
  })
})
