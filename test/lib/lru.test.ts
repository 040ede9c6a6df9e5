import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LruMap } from '../../src/lib/lru.js'

const use = fc.record({ key: fc.integer({ min: 0, max: 6 }), isSet: fc.boolean() })

describe('LruMap', () => {
  it('holds the entries that were used last, as many as fit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(use, { maxLength: 40 }), (maxSize, uses) => {
        const map = new LruMap<number, { readonly step: number }>(maxSize)
        // The model: newest use last.
        let model: { readonly key: number; readonly step: number }[] = []
        for (const [step, { key, isSet }] of uses.entries()) {
          const known = model.find((entry) => entry.key === key)
          if (isSet) map.set(key, { step })
          else expect(map.get(key)).toEqual(known && { step: known.step })
          if (isSet || known)
            model = [
              ...model.filter((entry) => entry !== known),
              { key, step: isSet ? step : known!.step },
            ].slice(-maxSize)
        }
        for (const { key, step } of model) expect(map.get(key)).toEqual({ step })
      }),
    )
  })

  it('drops the entry that was used longest ago, and not the one that was set first', () => {
    const map = new LruMap<string, object>(2)
    map.set('a', {})
    map.set('b', {})
    map.get('a')
    map.set('c', {})
    expect(map.get('b')).toBeUndefined()
    expect(map.get('a')).toBeDefined()
  })
})
