import { lastDayOf } from '../../arbitraries/calendar.js'

/** Budget months, done the slow and obvious way and without anything of `src`. */

const pad = (value: number, length: number): string => String(value).padStart(length, '0')

function monthAfter(month: string, count: 1 | -1): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count
  return `${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1, 2)}`
}

/** Whether text is a date that the calendar has. */
export function isDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && month >= 1 && month <= 12 && day >= 1 && day <= lastDayOf(year, month)
  )
}

/** Whether text is a month. */
export function isMonth(text: string): boolean {
  return isDate(`${text}-01`)
}

/** The budget month of a date. */
export function monthOfDate(date: string, startDay: number): string {
  const month = date.slice(0, 7)
  return Number(date.slice(8)) < startDay ? monthAfter(month, -1) : month
}

/** The first and the last day of a budget month. */
export function daysOf(month: string, startDay: number): { start: string; end: string } {
  const last = pad(lastDayOf(Number(month.slice(0, 4)), Number(month.slice(5))), 2)
  const end = startDay === 1 ? `${month}-${last}` : `${monthAfter(month, 1)}-${pad(startDay - 1, 2)}`
  return { start: `${month}-${pad(startDay, 2)}`, end }
}
