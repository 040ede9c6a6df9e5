import { isCivilDate } from '../../calendar/civil-date.js'
import { isMonth, type Month } from '../../calendar/month.js'
import { monthNumber } from '../format/dates.js'
import type { MonthFormat } from './plan-format.js'

const longNames =
  'january february march april may june july august september october november december'.split(' ')
const patterns: Readonly<Record<MonthFormat, RegExp>> = {
  'YYYY-MM': /^(?<year>\d{4})-(?<month>\d{1,2})$/,
  'YYYY/MM': /^(?<year>\d{4})\/(?<month>\d{1,2})$/,
  YYYYMM: /^(?<year>\d{4})(?<month>\d{2})$/,
  'MM/YYYY': /^(?<month>\d{1,2})\/(?<year>\d{4})$/,
  'MM-YYYY': /^(?<month>\d{1,2})-(?<year>\d{4})$/,
  'MM.YYYY': /^(?<month>\d{1,2})\.(?<year>\d{4})$/,
  'MMM YYYY': /^(?<name>[A-Za-z]{3,9}) (?<year>\d{4})$/,
  'YYYY-MM-DD': /^(?<year>\d{4})-(?<month>\d{2})-\d{2}$/,
}

/** All formats of months. */
export const monthFormats = Object.keys(patterns) as readonly MonthFormat[]

/** Makes a reader of months: it takes trimmed text and gives `YYYY-MM`, or `null` for anything else. */
export function monthReader(format: MonthFormat): (text: string) => Month | null {
  const pattern = patterns[format]
  return (text) => {
    const { year = '', month, name = '' } = pattern.exec(text)?.groups ?? {}
    const number = month ?? numberOf(name)
    const read = `${year}-${number.padStart(2, '0')}`
    if (!isMonth(read) || (format === 'YYYY-MM-DD' && !isCivilDate(text))) return null
    return read
  }
}

function numberOf(name: string): string {
  if (name.length === 3) return monthNumber(name)
  const at = longNames.indexOf(name.toLowerCase())
  return at === -1 ? '' : String(at + 1)
}
