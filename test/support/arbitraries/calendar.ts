import fc from 'fast-check'
import type { CivilDate, Month } from 'budgetbook'

const edges = [
  ['0001-01-01', '0001-01-31', '0001-02-01', '0001-12-31', '0099-12-31', '0100-02-28', '0400-02-29'],
  ['1899-12-31', '1900-02-28', '1900-03-01', '1969-12-31', '1970-01-01', '1999-12-31', '2000-02-29'],
  ['2023-02-28', '2024-02-28', '2024-02-29', '2024-03-01', '2026-01-31', '2026-04-30', '2026-12-31'],
  ['2100-02-28', '2100-03-01', '9999-02-28', '9999-11-30', '9999-12-01', '9999-12-28', '9999-12-31'],
].flat()

const pad = (value: number, length: number): string => String(value).padStart(length, '0')

// Nearly all dates of a real book are of these years; their bugs are in the others.
const yearArbitrary = (): fc.Arbitrary<number> =>
  fc.oneof(fc.integer({ min: 2020, max: 2030 }), fc.integer({ min: 1, max: 9999 }))

/** Days that the proleptic Gregorian calendar has in a month, by its rule and without any library. */
export function lastDayOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!
}

/** Every date from 0001-01-01 to 9999-12-31 can come; first and last days of months, leap days and both ends are frequent. */
export function civilDateArbitrary(): fc.Arbitrary<CivilDate> {
  const inMonth = fc
    .tuple(
      yearArbitrary(),
      fc.integer({ min: 1, max: 12 }),
      fc.oneof(fc.constantFrom(1, 28, 31), fc.integer({ min: 1, max: 31 })),
    )
    .map(
      ([year, month, day]) =>
        `${pad(year, 4)}-${pad(month, 2)}-${pad(Math.min(day, lastDayOf(year, month)), 2)}`,
    )
  return fc
    .oneof({ arbitrary: inMonth, weight: 3 }, fc.constantFrom(...edges))
    .map((date) => date as CivilDate)
}

/** Every month from 0001-01 to 9999-12 can come. */
export function monthArbitrary(): fc.Arbitrary<Month> {
  return civilDateArbitrary().map((date) => date.slice(0, 7) as Month)
}

/** Start days, 1 to 28; both ends are frequent. */
export function startDayArbitrary(): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(1, 2, 28), fc.integer({ min: 1, max: 28 }))
}
