import { convertUnits, isTooLarge, scaleOf, scales } from './conversion.js'
import { readUnits, type ModelExpense, type ModelOriginal, type ModelState } from './state.js'
import { textOfUnits } from '../../exact-decimal.js'

/** The money of an expense, as the plain model has it. */

/** What a caller passes. */
export interface MoneyFields {
  readonly amount?: string | number | undefined
  readonly original?:
    { readonly amount: string | number; readonly currency: string; readonly rate: string } | null | undefined
}

/** What is kept of it. */
export type Money = Pick<ModelExpense, 'units' | 'original'>

// Without zeros at its ends; `null` where it is not above zero, or not a plain decimal.
function readRate(rate: string): string | null {
  const [, whole, decimals = ''] = /^0*(\d+)(?:\.(\d*?)0*)?$/.exec(rate) ?? []
  if (whole === undefined || decimals.length > 20 || /^[0.]*$/.test(rate)) return null
  return decimals === '' ? whole : `${whole}.${decimals}`
}

function readOriginal({ amount, currency, rate }: NonNullable<MoneyFields['original']>) {
  const kept = readRate(rate)
  if (!(currency in scales) || kept === null) return null
  const units = readUnits(amount, scaleOf(currency))
  return units ? { units, currency, rate: kept } : null
}

// Halves go to even.
function convertOriginal(
  state: ModelState,
  { units, currency: from, rate }: NonNullable<ReturnType<typeof readOriginal>>,
): bigint | null {
  const converted = convertUnits(units, { from, to: state.currency, rate, rounding: 'half-even' })
  return isTooLarge(converted, state.currency) ? null : converted
}

/** The money of a new expense; `null` where it is wrong. */
export function readMoney(state: ModelState, { amount, original }: MoneyFields): Money | null {
  const read = original ? readOriginal(original) : null
  if (original && !read) return null
  const given = amount === undefined ? null : readUnits(amount, scaleOf(state.currency))
  const units = amount === undefined && read ? convertOriginal(state, read) : given
  if (!units) return null
  const kept: ModelOriginal | null = read && {
    amount: textOfUnits(read.units, scaleOf(read.currency)),
    currency: read.currency,
    rate: read.rate,
  }
  return { units, original: kept }
}

/** What a patch makes of the money of an expense; `null` where it is wrong. */
export function readChangedMoney(state: ModelState, patch: MoneyFields): Partial<Money> | null {
  const { amount, original } = patch
  if (amount === undefined && !original) return original === null ? { original } : {}
  const money = readMoney(state, patch)
  return money && original === undefined ? { units: money.units } : money
}
