// What a user would write in place of computeUtilization, once with each library: the same filter, a sum for each category,
// and the statuses from it. Loops are not shared: a function that serves many libraries is slower for all of them.
import Big from 'big.js'
import BigNumber from 'bignumber.js'
import currency from 'currency.js'
import Decimal from 'decimal.js'
import { add, dinero, toDecimal, type Dinero } from 'dinero.js'
import { USD } from 'dinero.js/currencies'
import { month, type Plain, type PlainExpense } from './data.js'

/** The sum of each category, in the order of the categories, as text; of a peer with floats, all of their digits. */
export type Sums = readonly string[]

function textsOf<Sum>(
  { categories }: Plain,
  sums: ReadonlyMap<string, Sum>,
  write: (sum: Sum) => string,
): Sums {
  return categories.map(({ id }) => {
    const sum = sums.get(id)
    return sum === undefined ? '0.00' : write(sum)
  })
}

export function withNumber(plain: Plain): Sums {
  const sums = new Map<string, number>()
  for (const { categoryId, date, amount } of plain.expenses) {
    if (date.startsWith(month)) sums.set(categoryId, (sums.get(categoryId) ?? 0) + Number(amount))
  }
  return textsOf(plain, sums, String)
}

/** The cents of an amount with two decimals, digit by digit. */
function centsOf(amount: string): number {
  let cents = 0
  const negative = amount.charCodeAt(0) === 45
  for (let at = negative ? 1 : 0; at < amount.length; at++) {
    const code = amount.charCodeAt(at)
    if (code !== 46) cents = cents * 10 + code - 48
  }
  return negative ? -cents : cents
}

export function withMinorUnits(plain: Plain): Sums {
  const sums = new Map<string, number>()
  for (const { categoryId, date, amount } of plain.expenses) {
    if (date.startsWith(month)) sums.set(categoryId, (sums.get(categoryId) ?? 0) + centsOf(amount))
  }
  return textsOf(plain, sums, (cents) => writeCents(BigInt(cents)))
}

export function withBigInt(plain: Plain): Sums {
  const sums = new Map<string, bigint>()
  for (const { categoryId, date, amount } of plain.expenses) {
    if (date.startsWith(month))
      sums.set(categoryId, (sums.get(categoryId) ?? 0n) + BigInt(amount.replace('.', '')))
  }
  return textsOf(plain, sums, writeCents)
}

export function writeCents(cents: bigint): string {
  const whole = cents < 0n ? -cents : cents
  return `${cents < 0n ? '-' : ''}${whole / 100n}.${String(whole % 100n).padStart(2, '0')}`
}

export function withDecimal(plain: Plain): Sums {
  const sums = new Map<string, Decimal>()
  for (const { categoryId, date, amount } of plain.expenses) {
    if (date.startsWith(month))
      sums.set(categoryId, sums.get(categoryId)?.plus(amount) ?? new Decimal(amount))
  }
  return textsOf(plain, sums, (sum) => sum.toFixed(2))
}

export function withBig(plain: Plain): Sums {
  const sums = new Map<string, Big>()
  for (const { categoryId, date, amount } of plain.expenses) {
    if (date.startsWith(month)) sums.set(categoryId, sums.get(categoryId)?.plus(amount) ?? new Big(amount))
  }
  return textsOf(plain, sums, (sum) => sum.toFixed(2))
}

export function withBigNumber(plain: Plain): Sums {
  const sums = new Map<string, BigNumber>()
  for (const { categoryId, date, amount } of plain.expenses) {
    if (date.startsWith(month))
      sums.set(categoryId, sums.get(categoryId)?.plus(amount) ?? new BigNumber(amount))
  }
  return textsOf(plain, sums, (sum) => sum.toFixed(2))
}

export function withCurrency(plain: Plain): Sums {
  const sums = new Map<string, currency>()
  for (const { categoryId, date, amount } of plain.expenses) {
    if (date.startsWith(month)) sums.set(categoryId, sums.get(categoryId)?.add(amount) ?? currency(amount))
  }
  return textsOf(plain, sums, (sum) => sum.toString())
}

/** It reads no text: its objects are built beforehand, and not timed. */
export function buildDinero(expenses: readonly PlainExpense[]): Dinero<number>[] {
  return expenses.map(({ amount }) => dinero({ amount: centsOf(amount), currency: USD }))
}

export function withDinero(plain: Plain, built: readonly Dinero<number>[]): Sums {
  const sums = new Map<string, Dinero<number>>()
  const { expenses } = plain
  for (const [at, one] of built.entries()) {
    const expense = expenses[at]
    if (!expense?.date.startsWith(month)) continue
    const sum = sums.get(expense.categoryId)
    sums.set(expense.categoryId, sum === undefined ? one : add(sum, one))
  }
  return textsOf(plain, sums, (sum) => toDecimal(sum))
}
