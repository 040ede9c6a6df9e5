import fc from 'fast-check'
import type { Recurrence } from 'budgetbook/planning'
import { daysLater, monthNumber, monthText, partsOf } from '../recurring-oracle.js'
import { civilDateArbitrary, lastDayOf } from './calendar.js'

/** A day in or near a month, or up to some months before it. The ends of months are frequent. */
export function dateNear(month: string, monthsBack = 3, monthsOn = 1): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.integer({ min: -monthsBack, max: monthsOn }),
      fc.oneof(fc.constantFrom(1, 28, 29, 30, 31), fc.integer({ min: 1, max: 31 })),
    )
    .map(([offset, day]) => {
      const near = monthText(monthNumber(month) + offset)
      const [year, number] = partsOf(`${near}-01`)
      return `${near}-${String(Math.min(day, lastDayOf(year, number))).padStart(2, '0')}`
    })
}

/** Rules of every unit that start near a month, or long before it. */
export function recurrenceArbitrary(month: string): fc.Arbitrary<Recurrence> {
  const start = fc.oneof(
    { arbitrary: dateNear(month, 30), weight: 4 },
    civilDateArbitrary().map((date) => date as string),
  )
  const every = fc.oneof(
    fc.constantFrom(undefined, 1, 2, 3, 12, Number.MAX_SAFE_INTEGER),
    fc.integer({ min: 1, max: 15 }),
  )
  const until = fc.option(dateNear(month, 6, 14), { nil: undefined, freq: 2 })
  const day = fc.oneof(fc.constantFrom(undefined, 1, 28, 29, 30, 31), fc.integer({ min: 1, max: 31 }))
  const base = { start, every, until }
  return fc.oneof(
    fc.record({ unit: fc.constant('month' as const), ...base, day }),
    fc.record({ unit: fc.constant('week' as const), ...base }),
    fc.record({ unit: fc.constant('year' as const), ...base }),
  )
}

/** A rule and a range of up to four years, in which it may come often, rarely or never. */
export function rangedRuleArbitrary(): fc.Arbitrary<{ rule: Recurrence; from: string; to: string }> {
  return fc
    .tuple(civilDateArbitrary(), fc.oneof(fc.constantFrom(0, 1, 365), fc.integer({ min: 0, max: 1_500 })))
    .chain(([from, length]) =>
      fc.record({
        rule: recurrenceArbitrary(from.slice(0, 7)),
        from: fc.constant<string>(from),
        to: fc.constant(daysLater(from, length)),
      }),
    )
}
