import { expectedRollover } from '../../../rollover-oracle.js'
import { scaleOf } from '../conversion.js'
import { isMonth } from '../months.js'
import { amountOf, readUnits, type ModelRollover, type ModelState } from '../state.js'

/** Rollover, as the plain model has it. */

/** What a caller passes. */
export interface RolloverFields {
  readonly from: string
  readonly carry?: ModelRollover['carry'] | undefined
  readonly cap?: string | number | null | undefined
  readonly opening?: string | number | undefined
}

/** Reads a rule, or gives `null` where it is wrong. */
export function readRule(
  { currency }: ModelState,
  { from, carry = 'both', cap = null, opening = 0 }: RolloverFields,
): ModelRollover | null {
  const isKnown = ['both', 'unspent', 'overspent'].includes(carry)
  const capUnits = cap === null ? null : readUnits(cap, scaleOf(currency))
  const openingUnits = readUnits(opening, scaleOf(currency))
  const isBadCap = cap !== null && (capUnits === null || capUnits < 0n)
  if (!isMonth(from) || !isKnown || isBadCap || openingUnits === null) return null
  return { from, carry, cap: capUnits, opening: openingUnits }
}

/** A rule as the book shows it. */
export function ruleOf(state: ModelState, rule: ModelRollover | null) {
  if (rule === null) return null
  const { cap, opening } = rule
  return { ...rule, cap: cap === null ? null : amountOf(state, cap), opening: amountOf(state, opening) }
}

/** What `rollover` gives. */
export function rolloverOf(state: ModelState, month: string): object {
  const { currency, startDay, categories, budgets, expenses } = state
  const amounts = <Entity extends { readonly units: bigint }>(entities: readonly Entity[]) =>
    entities.map((one) => ({ ...one, amount: amountOf(state, one.units) }))
  const rules = categories.flatMap(({ id: categoryId, rollover }) => {
    const rule = ruleOf(state, rollover)
    return rule ? [{ categoryId, ...rule }] : []
  })
  const settings = { currency, monthStartDay: startDay }
  const plain = { month, settings, categories, budgets: amounts(budgets), expenses: amounts(expenses), rules }
  return expectedRollover(plain, scaleOf(currency))
}
