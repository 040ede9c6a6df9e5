import { isCivilDate } from '../../calendar/civil-date.js'
import type { DateFormat } from '../csv-format.js'

/** All formats of dates, those with a year of four digits first. */
export const dateFormats: readonly DateFormat[] = [
  'YYYY-MM-DD',
  'YYYY/MM/DD',
  'YYYY.MM.DD',
  'YYYYMMDD',
  'DD/MM/YYYY',
  'DD-MM-YYYY',
  'DD.MM.YYYY',
  'MM/DD/YYYY',
  'MM-DD-YYYY',
  'MM.DD.YYYY',
  'DD/MM/YY',
  'DD-MM-YY',
  'DD.MM.YY',
  'MM/DD/YY',
  'MM-DD-YY',
  'MM.DD.YY',
  'DD MMM YYYY',
  'DD-MMM-YYYY',
  'DD MMM YY',
  'DD-MMM-YY',
]

// No date with a time is longer. The pattern below may take long on long texts.
const maxLength = 50
const timeOfDay =
  /^(?:T|,? +)\d{1,2}[:.]\d{2}[\d:.,]*(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/
const monthNames = 'janfebmaraprmayjunjulaugsepoctnovdec'
const patterns: Readonly<Record<string, string>> = {
  YYYY: String.raw`(?<year>\d{4})`,
  YY: String.raw`(?<year>\d{2})`,
  MMM: '(?<name>[A-Za-z]{3})',
  MM: String.raw`(?<month>\d{1,2})`,
  DD: String.raw`(?<day>\d{1,2})`,
}

/** Makes a reader of dates: it takes trimmed text and gives `YYYY-MM-DD`, or `null` for anything else. */
export function dateReader(format: DateFormat): (text: string) => string | null {
  const pattern = patternOf(format)
  const isIso = format === 'YYYY-MM-DD'
  return (text) => {
    if (isIso && isCivilDate(text)) return text
    if (text.length > maxLength) return null
    const match = pattern.exec(text)
    if (match === null) return null
    const rest = text.slice(match[0].length)
    if (rest !== '' && !timeOfDay.test(rest)) return null
    const { year = '', month, day = '', name = '' } = match.groups ?? {}
    const number = month ?? monthNumber(name)
    const date = `${year.padStart(4, '20')}-${number.padStart(2, '0')}-${day.padStart(2, '0')}`
    return isCivilDate(date) ? date : null
  }
}

function patternOf(format: DateFormat): RegExp {
  const source = format.replaceAll(/Y+|M+|D+|\./g, (part) => patterns[part] ?? `\\${part}`)
  // Without separators only the number of digits tells where the month begins.
  return new RegExp(`^${format === 'YYYYMMDD' ? source.replaceAll('{1,2}', '{2}') : source}(?!\\d)`)
}

/** The number of a month by the first three letters of its English name; empty if there is no such month. */
export function monthNumber(name: string): string {
  const at = monthNames.indexOf(name.toLowerCase())
  return at !== -1 && at % 3 === 0 ? String(at / 3 + 1) : ''
}
