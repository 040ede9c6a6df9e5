import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SortedList } from '../../src/lib/sorted-list.js'

const ascending = (a: number, b: number) => a - b

/** What is done to a list: a number is added if it is not there, and removed if it is. */
const toggles = (maximum: number, length: number) =>
  fc.array(fc.integer({ min: 0, max: maximum }), { minLength: length, maxLength: length, size: 'max' })

function apply(numbers: readonly number[]) {
  const list = new SortedList<number, number>(ascending)
  const model = new Set<number>()
  for (const number of numbers) {
    if (model.delete(number)) list.remove(number)
    else {
      model.add(number)
      list.add(number)
    }
  }
  return { list, expected: [...model].sort(ascending) }
}

describe('a sorted list', () => {
  it('holds what a sorted array would, after any additions and removals', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (numbers) => {
        const { list, expected } = apply(numbers)
        expect([...list.from()]).toEqual(expected)
      }),
    )
  })

  it('does so where it is long, and grew from either end or from the middle', () => {
    const orders = fc.constantFrom<(numbers: number[]) => number[]>(
      (numbers) => numbers,
      (numbers) => numbers.sort(ascending),
      (numbers) => numbers.sort(ascending).reverse(),
    )
    fc.assert(
      fc.property(toggles(100_000, 3_000), orders, (numbers, order) => {
        const { list, expected } = apply(order([...numbers]))
        expect([...list.from()]).toEqual(expected)
      }),
      { numRuns: 10 },
    )
  })

  it('starts anywhere: at an item, between two, before the first and behind the last', () => {
    fc.assert(
      fc.property(toggles(4_000, 1_500), fc.array(fc.integer({ min: -1, max: 4_001 })), (numbers, keys) => {
        const { list, expected } = apply(numbers)
        for (const key of keys) {
          expect([...list.from(key)]).toEqual(expected.filter((number) => number >= key))
        }
      }),
      { numRuns: 20 },
    )
  })

  it('is empty again when everything is removed', () => {
    const numbers = Array.from({ length: 1_500 }, (_, index) => index)
    const { list } = apply([...numbers, ...numbers])
    expect([...list.from()]).toEqual([])
    list.remove(1)
    list.add(7)
    expect([...list.from()]).toEqual([7])
  })
})

it.each([
  ['its head', (count: number) => -count],
  ['its end', (count: number) => count],
  ['its middle', (count: number) => (count % 2 === 0 ? count : -count) / (count + 1)],
])('a list that only grows at %s is sorted, whatever its length', (_, itemOf) => {
  const list = new SortedList<number, number>(ascending)
  const added: number[] = []
  for (let count = 0; count < 2_000; count++) {
    list.add(itemOf(count))
    added.push(itemOf(count))
    if (count % 97 === 0) expect([...list.from()]).toEqual(added.toSorted(ascending))
  }
  expect([...list.from()]).toEqual(added.toSorted(ascending))
})
