import { invalidInput } from '../errors/invalid-input.js'

/** The last start day that every month has. */
export const lastStartDay = 28

/** Checks the day on which budget months start. */
export function requireStartDay(monthStartDay: number): number {
  if (Number.isInteger(monthStartDay) && monthStartDay >= 1 && monthStartDay <= lastStartDay)
    return monthStartDay
  throw invalidInput(
    'invalid_value',
    `The start day of a month is a whole number from 1 to ${lastStartDay}`,
    ['monthStartDay'],
    { minimum: 1, maximum: lastStartDay },
  )
}
