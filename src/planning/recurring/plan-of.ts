import { writeMinorUnits } from '../../money/minor-units.js'
import type { TotalsTable } from '../totals-table.js'
import type { MonthPlan, PlannedBudget, PlanReason } from './month-plan.js'
import { splitUnits, wholeWeights } from './split-units.js'
import type { ExactTerms, Share } from './template-terms.js'

/** A template that has a say in the month. */
export interface PlanEntry<Terms = ExactTerms | Share> {
  readonly categoryId: string
  /** Its position among all templates. */
  readonly template: number
  readonly terms: Terms
}

/** Shares out what the other templates leave. Without `available`, the shares have no say. */
export function settleShares(
  entries: readonly PlanEntry[],
  available: bigint | null,
  scale: number,
): PlanEntry<ExactTerms>[] {
  const settled = entries.filter(isExact)
  if (available === null) return settled
  const shares = entries.filter(isShare)
  const left = available - sumOf(settled)
  const toShare = left > 0n ? left : 0n
  const of = writeMinorUnits(toShare, scale)
  const parts = partsOf(toShare, shares)
  for (const [index, { terms, ...entry }] of shares.entries()) {
    const units = parts[index] ?? 0n
    settled.push({ ...entry, terms: { units, terms: { code: 'share', of, weight: terms.weight } } })
  }
  return settled.sort((a, b) => a.template - b.template)
}

function partsOf(toShare: bigint, shares: readonly PlanEntry<Share>[]): bigint[] {
  const weights = wholeWeights(shares.map(({ terms }) => terms.weightText))
  // If all weights are zero, nobody gets anything.
  return weights.some((weight) => weight > 0n) ? splitUnits(toShare, weights) : []
}

/** Writes a plan: the entries by category, in the order of all categories. */
export function planOf(
  entries: readonly PlanEntry<ExactTerms>[],
  available: bigint | null,
  { rows, scale }: TotalsTable,
): MonthPlan {
  const allocations: PlannedBudget[] = []
  const byCategory = entriesByCategory(entries)
  for (const categoryId of rows.keys()) {
    const own = byCategory.get(categoryId)
    if (!own) continue
    const amount = writeMinorUnits(sumOf(own), scale)
    allocations.push({ categoryId, amount, because: own.map((entry) => reasonOf(entry, scale)) })
  }
  const left = available === null ? null : writeMinorUnits(available - sumOf(entries), scale)
  return { allocations, left }
}

function entriesByCategory(
  entries: readonly PlanEntry<ExactTerms>[],
): ReadonlyMap<string, readonly PlanEntry<ExactTerms>[]> {
  const byCategory = new Map<string, PlanEntry<ExactTerms>[]>()
  for (const entry of entries) {
    const own = byCategory.get(entry.categoryId)
    if (own) own.push(entry)
    else byCategory.set(entry.categoryId, [entry])
  }
  return byCategory
}

function reasonOf({ template, terms: { units, terms } }: PlanEntry<ExactTerms>, scale: number): PlanReason {
  return { template, amount: writeMinorUnits(units, scale), ...terms }
}

function sumOf(entries: readonly PlanEntry<ExactTerms>[]): bigint {
  return entries.reduce((sum, { terms }) => sum + terms.units, 0n)
}

function isExact(entry: PlanEntry): entry is PlanEntry<ExactTerms> {
  return 'units' in entry.terms
}

function isShare(entry: PlanEntry): entry is PlanEntry<Share> {
  return !isExact(entry)
}
