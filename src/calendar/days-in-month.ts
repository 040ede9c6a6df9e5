/** How many days a calendar month has. `year` is 1 to 9999, `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  // The day before the next month. In UTC, because the machine's zone can lack a day (Manila, 1844-12-31). The
  // calendar repeats every 400 years; Date.UTC would take a year below 100 for one of the 20th century.
  return new Date(Date.UTC(year + 400, month, 0)).getUTCDate()
}
