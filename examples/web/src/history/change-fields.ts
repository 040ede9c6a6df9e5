import type { HistoryChange } from 'budgetbook'
import type { ChangeTexts } from './change-texts.js'

/** What the words of a change are made with. */
export interface Wording {
  readonly texts: ChangeTexts
  readonly money: (amount: string) => string
  readonly month: (month: string) => string
  /** The name of a category or a group; `undefined` if it is gone. */
  readonly nameOf: (id: string) => string | undefined
}

/** A thing of the book before or after a change. */
export type Side = HistoryChange['before']
/** Makes the words of a change of one thing that was there before, is there after, or both. */
export type Describe = (change: HistoryChange, wording: Wording) => readonly string[]

/** A field as text; `''` if it is absent or `null`. */
export function field(side: Side, name: string): string {
  const value = side?.[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** A field that the change has or had. */
export function eitherField({ before, after }: HistoryChange, name: string): string {
  return field(after, name) || field(before, name)
}

/** Whether a field was changed. */
export function differs({ before, after }: HistoryChange, name: string): boolean {
  return JSON.stringify(before?.[name] ?? null) !== JSON.stringify(after?.[name] ?? null)
}

/** `–` for what is not there, such as the amount of a budget before it was made. */
export function amountsOf(
  { before, after }: HistoryChange,
  name: string,
  { money }: Wording,
): [string, string] {
  const printed = (side: Side): string => (field(side, name) === '' ? '–' : money(field(side, name)))
  return [printed(before), printed(after)]
}
