/** The days of a calendar month, 1 to 12, of a year from 1 to 9999. */
export function daysInMonth(year: number, month: number): number {
  // The day before the next month, in UTC: the machine's zone can lack a day (Manila, 1844-12-31). The calendar repeats
  // every 400 years, and a year below 100 would be taken for one of the 20th century.
  return new Date(Date.UTC(year + 400, month, 0)).getUTCDate()
}
