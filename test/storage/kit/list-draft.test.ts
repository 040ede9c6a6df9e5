import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ListDraft } from '../../../src/storage/kit/state/list-draft.js'

interface Entity {
  readonly id: string
  readonly value: number
}

const ids: readonly string[] = ['a', 'b', 'c', 'd', 'e']
const id = fc.constantFrom(...ids)
const value = fc.nat(9)
const before = fc.uniqueArray(fc.record({ id, value }), { selector: (one) => one.id, maxLength: 4 })
const step = fc.oneof(fc.record({ put: fc.record({ id, value }) }), fc.record({ remove: id }))

describe('a list that is being changed', () => {
  it('is what the same changes leave in a map', () => {
    fc.assert(
      fc.property(before, fc.array(step, { maxLength: 8 }), (list, steps) => {
        const draft = new ListDraft<Entity>(list)
        const model = new Map(list.map((one) => [one.id, one]))
        for (const one of steps) {
          if ('put' in one) {
            draft.put(one.put)
            model.set(one.put.id, one.put)
          } else {
            draft.remove(one.remove)
            model.delete(one.remove)
          }
          for (const key of ids) expect(draft.get(key)).toBe(model.get(key))
        }
        const found = draft.list()
        expect(new Map(found.map((one) => [one.id, one]))).toEqual(model)
        expect(found).toHaveLength(model.size)
      }),
    )
  })

  it('keeps what stays in its place, and has what is new at its end', () => {
    const draft = new ListDraft<Entity>([
      { id: 'a', value: 1 },
      { id: 'b', value: 1 },
      { id: 'c', value: 1 },
    ])
    draft.put({ id: 'd', value: 2 })
    draft.put({ id: 'b', value: 2 })
    draft.remove('a')
    draft.put({ id: 'e', value: 2 })
    expect(draft.list().map((one) => [one.id, one.value])).toEqual([
      ['b', 2],
      ['c', 1],
      ['d', 2],
      ['e', 2],
    ])
  })

  it('is the very list that was given until something changes, and leaves that list as it is', () => {
    const list: readonly Entity[] = Object.freeze([{ id: 'a', value: 1 }])
    const draft = new ListDraft(list)
    expect(draft.list()).toBe(list)
    draft.put({ id: 'b', value: 2 })
    expect(draft.list()).toHaveLength(2)
    draft.remove('b')
    expect(draft.list()).toEqual(list)
    expect(list).toHaveLength(1)
  })
})
