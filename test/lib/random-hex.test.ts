import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as RandomHex from '../../src/lib/random-hex.js'

/** The module with an empty pool, as an app that has just started has it. */
async function freshModule(): Promise<typeof RandomHex> {
  vi.resetModules()
  return import('../../src/lib/random-hex.js')
}

let random: typeof RandomHex
beforeEach(async () => {
  random = await freshModule()
})
afterEach(() => vi.unstubAllGlobals())

describe('randomHex', () => {
  it('gives two digits for each byte, and never the same text again', () => {
    const texts = Array.from({ length: 1_000 }, () => random.randomHex(8))
    for (const text of texts) expect(text).toMatch(/^[0-9a-f]{16}$/)
    expect(new Set(texts).size).toBe(texts.length)
  })

  it.each([undefined, {}])('throws, and gives no zeros, where crypto is %o', (crypto) => {
    vi.stubGlobal('crypto', crypto)
    expect(random.hasSecureRandom()).toBe(false)
    expect(() => random.randomHex(8)).toThrow('crypto.getRandomValues')
    expect(() => random.randomHex(8)).toThrow('crypto.getRandomValues')
  })
})

describe('uniqueText', () => {
  const broken = {
    getRandomValues: () => {
      throw new Error('no entropy')
    },
  }

  it.each([
    ['as it is', globalThis.crypto] as const,
    ['missing', undefined],
    ['empty', {}],
    ['broken', broken],
  ])('never gives the same text again where crypto is %s', (_, crypto) => {
    vi.stubGlobal('crypto', crypto)
    const texts = Array.from({ length: 1_000 }, () => random.uniqueText())
    expect(new Set(texts).size).toBe(texts.length)
    for (const text of texts) expect(text.length).toBeGreaterThanOrEqual(32)
  })
})
