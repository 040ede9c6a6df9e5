import { monthRange } from 'budgetbook'

/** The day that a form begins with: today if the month has it, otherwise the first day of the month. */
export function dayIn(month: string, monthStartDay: number, today: string): string {
  const { start, end } = monthRange(month, monthStartDay)
  return start <= today && today <= end ? today : start
}
