import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeRollover } from 'budgetbook/planning'
import { currencyArbitrary, minorUnitsArbitrary, minorUnitsOf } from '../../support/arbitraries/money.js'
import { chainArbitrary, inputOfChain, type PlainChain } from '../../support/arbitraries/rollover.js'
import { textOfUnits, unitsOfText } from '../../support/exact-decimal.js'
import { expectedPass, unitsOfStep } from '../../support/rollover-oracle.js'

/** The steps of a chain as text, and in minor units. */
function stepsOf(chain: PlainChain) {
  const steps = computeRollover(inputOfChain(chain)).categories[0]!.steps
  return { steps, units: steps.map((step) => unitsOfStep(step, chain.scale)) }
}

const sum = (units: readonly bigint[]) => units.reduce((total, part) => total + part, 0n)

function sumsOf({ months, scale }: PlainChain) {
  return {
    budget: sum(months.map(({ budget }) => unitsOfText(budget ?? '0', scale))),
    spent: sum(months.map(({ spent }) => unitsOfText(spent, scale))),
  }
}

/** A chain, and the place of one of its months. */
const placeIn = () =>
  chainArbitrary().chain((chain) =>
    fc.record({ chain: fc.constant(chain), index: fc.nat({ max: chain.months.length - 1 }) }),
  )

describe('a chain', () => {
  it('that carries both without a cap ends with the opening and all budgets, less all spending', () => {
    fc.assert(
      fc.property(chainArbitrary(), ({ rule, ...rest }) => {
        const chain = { ...rest, rule: { ...rule, carry: 'both' as const, cap: null } }
        const { budget, spent } = sumsOf(chain)
        const opening = unitsOfText(rule.opening ?? '0', chain.scale)
        expect(stepsOf(chain).units.at(-1)?.remaining).toBe(opening + budget - spent)
      }),
    )
  })

  it('loses nothing under any rule: what came in is what went out, spent or dropped', () => {
    fc.assert(
      fc.property(chainArbitrary(), (chain) => {
        const { units } = stepsOf(chain)
        const { budget, spent } = sumsOf(chain)
        const dropped = sum(units.map((step) => step.dropped))
        expect(units[0]!.carriedIn + budget - spent - dropped).toBe(units.at(-1)!.carriedOut)
      }),
      { numRuns: 300 },
    )
  })

  it('may be cut anywhere, and resumed with what was carried out as the opening', () => {
    fc.assert(
      fc.property(
        placeIn().filter(({ index }) => index > 0),
        ({ chain, index }) => {
          const whole = stepsOf(chain).steps
          const head = stepsOf({ ...chain, months: chain.months.slice(0, index) }).steps
          const months = chain.months.slice(index)
          const rule = { ...chain.rule, from: months[0]!.month, opening: head.at(-1)!.carriedOut }
          expect([...head, ...stepsOf({ ...chain, rule, months }).steps]).toStrictEqual(whole)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('is not changed by later months', () => {
    fc.assert(
      fc.property(placeIn(), ({ chain, index }) => {
        const { month } = chain.months[index]!
        const earlier = computeRollover({ ...inputOfChain(chain), month })
        expect(earlier.categories[0]?.steps).toStrictEqual(stepsOf(chain).steps.slice(0, index + 1))
        const without = inputOfChain({ ...chain, months: chain.months.slice(0, index + 1) })
        expect(earlier).toStrictEqual(computeRollover(without))
      }),
    )
  })

  it('is not changed by earlier months than its first', () => {
    fc.assert(
      fc.property(placeIn(), ({ chain, index }) => {
        const rule = { ...chain.rule, from: chain.months[index]!.month }
        const short = { ...chain, rule, months: chain.months.slice(index) }
        const report = computeRollover({ ...inputOfChain(chain), rules: [rule] })
        expect(report).toStrictEqual(computeRollover(inputOfChain(short)))
      }),
    )
  })

  it('never has more available later because more was spent', () => {
    const more = placeIn().chain(({ chain, index }) => {
      return fc.record({
        chain: fc.constant(chain),
        index: fc.constant(index),
        extra: minorUnitsArbitrary(chain.scale).map((units) => (units < 0n ? -units : units)),
      })
    })
    fc.assert(
      fc.property(more, ({ chain, index, extra }) => {
        const months = chain.months.map((entry, at) => {
          const units = unitsOfText(entry.spent, chain.scale) + extra
          return at === index ? { ...entry, spent: textOfUnits(units, chain.scale) } : entry
        })
        const before = stepsOf(chain).units
        for (const [at, step] of stepsOf({ ...chain, months }).units.entries()) {
          if (at <= index) expect(step.available).toBe(before[at]!.available)
          else expect(step.available <= before[at]!.available).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('never carries more than its cap, nor what its rule does not carry', () => {
    fc.assert(
      fc.property(chainArbitrary(), (chain) => {
        const { carry, cap } = chain.rule
        for (const { carriedIn, carriedOut } of stepsOf(chain).units) {
          for (const carried of [carriedIn, carriedOut]) {
            if (typeof cap === 'string') expect(carried <= unitsOfText(cap, chain.scale)).toBe(true)
            if (carry === 'unspent') expect(carried >= 0n).toBe(true)
            if (carry === 'overspent') expect(carried <= 0n).toBe(true)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('lets its opening pass as it lets every month pass', () => {
    fc.assert(
      fc.property(chainArbitrary(), (chain) => {
        const opening = unitsOfText(chain.rule.opening ?? '0', chain.scale)
        expect(stepsOf(chain).units[0]!.carriedIn).toBe(expectedPass(opening, chain.rule, chain.scale))
      }),
    )
  })

  it('of amounts in another currency is off by at most half a unit for each amount', () => {
    const rated = fc.tuple(
      chainArbitrary(),
      currencyArbitrary().map(minorUnitsOf),
      fc.bigInt({ min: 1n, max: 5_000n }),
      fc.bigInt({ min: 1n, max: 5_000n }),
    )
    fc.assert(
      fc.property(rated, ([chain, scale, numerator, denominator]) => {
        // Units of one currency are `numerator / denominator` units of the other, rounded for each amount.
        const rounded = (text: string) => {
          const units = unitsOfText(text, chain.scale)
          const size = ((units < 0n ? -units : units) * numerator * 2n + denominator) / (denominator * 2n)
          return textOfUnits(units < 0n ? -size : size, scale)
        }
        const { cap, opening, ...rule } = chain.rule
        const converted = {
          ...chain,
          scale,
          rule: {
            ...rule,
            opening: rounded(opening ?? '0'),
            cap: typeof cap === 'string' ? rounded(cap) : null,
          },
          months: chain.months.map(({ month, budget, spent }) => {
            return { month, budget: budget === null ? null : rounded(budget), spent: rounded(spent) }
          }),
          currency: ['JPY', '', 'USD', 'KWD', 'CLF'][scale]!,
        }
        const before = stepsOf(chain).units.at(-1)!.remaining
        const after = stepsOf(converted).units.at(-1)!.remaining
        const error = after * denominator - before * numerator
        const count = BigInt(2 + 2 * chain.months.length)
        expect((error < 0n ? -error : error) * 2n <= count * denominator).toBe(true)
      }),
    )
  })
})
