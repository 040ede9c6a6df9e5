import fc from 'fast-check'
import type { CurrencyCode } from 'budgetbook'
import { mostUnits } from '../exact-decimal.js'
import { oneDay } from '../book/holds.js'

/** What somebody does with money in a book with a limit. Amounts are minor units; `at` picks one of the holds. */
export type MoneyMove =
  | {
      readonly do: 'place'
      readonly amount: bigint
      readonly date: string
      readonly category: 0 | 1
      /** How many milliseconds it lasts; `null` for ever. */
      readonly lasts: number | null
    }
  | { readonly do: 'spend'; readonly amount: bigint; readonly date: string; readonly category: 0 | 1 }
  /** Below, at or above the hold: so many minor units more or less, or the amount of the hold without any. */
  | { readonly do: 'commit'; readonly at: number; readonly more: bigint | null }
  | { readonly do: 'release'; readonly at: number }
  /** The clock moves on. */
  | { readonly do: 'wait'; readonly milliseconds: number }

/** A book of one currency with a limit, and what happens in it. */
export interface Holding {
  readonly currency: CurrencyCode
  readonly scale: number
  readonly limit: bigint
  readonly startDay: number
  readonly moves: readonly MoneyMove[]
}

// Month ends, a leap day, and both sides of a start day.
const dates = [
  '2024-02-28',
  '2024-02-29',
  '2024-03-01',
  '2026-01-31',
  '2026-02-27',
  '2026-02-28',
  '2026-03-01',
]
const scales = { USD: 2, JPY: 0, KWD: 3, CLF: 4 } as const

/** Runs of placing, committing, spending, giving back and refunding, with limits that they soon meet. */
export function holdingArbitrary(maxLength = 25): fc.Arbitrary<Holding> {
  const frame = fc.record({
    currency: fc.constantFrom(...(Object.keys(scales) as (keyof typeof scales)[])),
    isLarge: fc.integer({ min: 0, max: 4 }).map((chance) => chance === 0),
    startDay: fc.constantFrom(1, 28),
  })
  return frame.chain(({ currency, isLarge, startDay }) => {
    const scale = scales[currency]
    const most = mostUnits(scale)
    const limit = isLarge ? fc.constantFrom(most, most - 1n) : fc.constantFrom(0n, 1n, 100n, 150n)
    const amount = isLarge
      ? fc.constantFrom(1n, most, most / 2n, most - 1n)
      : fc.oneof(fc.constantFrom(1n, 50n, 100n, 101n), fc.bigInt({ min: 1n, max: 60n }))
    const where = {
      date: fc.constantFrom(...dates),
      category: fc.constantFrom(0 as const, 1 as const),
    }
    const at = fc.nat({ max: 8 })
    const more = fc.option(fc.constantFrom(0n, -1n, 1n, -20n, 20n, 100n), { freq: 3 })
    const move = fc.oneof<fc.WeightedArbitrary<MoneyMove>[]>(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('place' as const),
          amount,
          lasts: fc.constantFrom(null, 1, oneDay, 3 * oneDay),
          ...where,
        }),
      },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('spend' as const), amount, ...where }) },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('spend' as const),
          amount: amount.map((units) => -units),
          ...where,
        }),
      },
      { weight: 5, arbitrary: fc.record({ do: fc.constant('commit' as const), at, more }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), at }) },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('wait' as const),
          milliseconds: fc.constantFrom(1, oneDay - 1, oneDay, 2 * oneDay),
        }),
      },
    )
    return fc
      .record({ limit, moves: fc.array(move, { maxLength, size: 'max' }) })
      .map((rest) => ({ currency: currency as string as CurrencyCode, scale, startDay, ...rest }))
  })
}
