import fc from 'fast-check'
import { scales } from './model/conversion.js'
import type { Model, ModelState } from './model/state.js'

/** What the arguments of the calls are made of, good and bad, for entities that are known only when it comes to the call. */

/** The months that these calls are about. */
export const monthsOfCalls = ['2024-02', '2025-12', '2026-01', '2026-02', '2026-03'] as const

/** Stands for the id of an entity of a kind: the one at this position, or with -1 of nobody. */
export class Reference {
  readonly kind: 'categories' | 'groups' | 'budgets' | 'expenses' | 'holds'
  readonly at: number

  constructor(kind: Reference['kind'], at: number) {
    this.kind = kind
    this.at = at
  }

  idIn(state: ModelState): string {
    const entities = state[this.kind]
    return this.at < 0 ? 'nobody' : (entities[this.at % Math.max(entities.length, 1)]?.id ?? 'nobody')
  }

  toString(): string {
    return `${this.kind}[${this.at}]`
  }
}

/** Stands for the instant that is so many milliseconds after the present one. */
export class Later {
  readonly milliseconds: number

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds
  }

  after(now: string): string {
    return new Date(Date.parse(now) + this.milliseconds).toISOString()
  }

  toString(): string {
    return `now + ${this.milliseconds} ms`
  }
}

/** Puts ids in the place of references, and instants in the place of times to come. */
export function resolve(value: unknown, model: Pick<Model, 'state' | 'now'>): unknown {
  if (value instanceof Reference) return value.idIn(model.state)
  if (value instanceof Later) return value.after(model.now)
  if (Array.isArray(value)) return value.map((item) => resolve(item, model))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, model)]))
}

/** The usual thing, and once in a while the rare one. */
export const often = <Value>(usual: fc.Arbitrary<Value>, rare: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ arbitrary: usual, weight: 30 }, { arbitrary: rare, weight: 1 })

/** The id of an entity of a kind, or of nobody. */
export const idOf = (kind: Reference['kind']): fc.Arbitrary<Reference> =>
  often(fc.nat({ max: 11 }), fc.constant(-1)).map((at) => new Reference(kind, at))

export const currency = often<string>(fc.constantFrom(...Object.keys(scales)), fc.constant('XXX'))
export const month = often<string>(fc.constantFrom(...monthsOfCalls), fc.constantFrom('2026-13', '2026', ''))
const days = ['01', '02', '14', '15', '24', '25', '27', '28', '29', '31']
export const date = often(
  fc.tuple(fc.constantFrom(...monthsOfCalls), fc.constantFrom(...days)).map((parts) => parts.join('-')),
  fc.constantFrom('2026-02-30', '2026-2-1', 'today'),
)
// Whole ones are good in every currency, the others in some.
export const amount = fc.oneof<fc.WeightedArbitrary<string | number>[]>(
  { weight: 40, arbitrary: fc.constantFrom('1', '5', 20, '40', '50', 60, '100', 150) },
  { weight: 8, arbitrary: fc.constantFrom('0.5', '10.50', 99.99, '0.01') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('0', '-0', '-1', '-12', '999999999999999', '0.005', '1.125', '0.0001'),
  },
  { weight: 1, arbitrary: fc.constantFrom('1e3', '', '1,000', '12345678901234567', 0.1 + 0.2, 'x') },
)
export const name = often(
  fc.constantFrom(
    'Food',
    ' food ',
    'Café',
    'CAFE\u0301',
    'Travel',
    'Rent',
    'Fun',
    'ＦＵＮ',
    'Gifts',
    'Health',
  ),
  fc.constantFrom('', '  '),
)
export const metadata = often<object>(
  fc.constantFrom({}, { a: 1 }, { b: { c: [null, true, 'x'] } }),
  fc.constant({ lost: undefined }),
)
export const description = often(fc.constantFrom('', 'Lunch', 'a "b"\n\\c 😀'), fc.constant('x'.repeat(501)))
export const startDay = often(fc.constantFrom(1, 2, 15, 25, 28), fc.constantFrom(0, 29))
export const rate = often(
  fc.constantFrom('1', '0.5', '82.5', '0.0121', '150', '0.0005', '3.3333', '0.001'),
  fc.constantFrom('0', '0.00', '-1', 'x', '1000000'),
)

/** A field that may be undefined. */
export const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 })
/** Fields that may be left out. */
export const partial = <Fields extends object>(fields: {
  [Key in keyof Fields]: fc.Arbitrary<Fields[Key]>
}) => fc.record(fields, { requiredKeys: [] })

/** A group, none, or left out. */
export const groupId = fc.oneof(idOf('groups'), fc.constant(null), fc.constant(undefined))
const carry = often<string>(fc.constantFrom('both', 'unspent', 'overspent'), fc.constant('nothing'))
const firstMonth = often<string>(
  fc.constantFrom('2023-11', ...monthsOfCalls, '2026-04'),
  fc.constant('2026-1'),
)
const anyAmount = fc.oneof(
  { weight: 4, arbitrary: amount },
  { weight: 1, arbitrary: fc.constantFrom('-7', '-30') },
)
/** A rule, none, or left out. */
export const rollover = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(firstMonth, partial({ carry, cap: fc.option(amount), opening: maybe(anyAmount) }))
      .map(([from, rest]) => ({ from, ...rest })),
  },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constant(undefined) },
)
/** What an expense was in another currency, or in the same. */
export const original = fc.record({
  amount: fc.oneof({ weight: 8, arbitrary: amount }, { weight: 1, arbitrary: fc.constantFrom('-3', '-12') }),
  currency,
  // Some of these give half a minor unit, and some give zero.
  rate: fc.oneof(rate, fc.constantFrom('0.25', '0.125', '1.50', '0007.5', '2.00500')),
})
const day = 86_400_000
/** When a hold expires: mostly soon, for the clock of a run moves by days. */
export const expiresAt = fc.oneof<fc.WeightedArbitrary<unknown>[]>(
  { weight: 3, arbitrary: fc.constantFrom(null, undefined) },
  { weight: 8, arbitrary: fc.constantFrom(1, day, 5 * day, 20 * day).map((wait) => new Later(wait)) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, -day).map((wait) => new Later(wait)) },
  { weight: 1, arbitrary: fc.constantFrom('2026-02-14', '2026-02-30T00:00:00.000Z', 'soon') },
)
/** What something moves in front of: another one, itself, nobody, or `null` for the end. */
export const target = (kind: Reference['kind']) => fc.record({ before: fc.option(idOf(kind), { freq: 3 }) })
