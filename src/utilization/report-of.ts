import { writeMinorUnits } from '../money/minor-units.js'
import { complianceOf } from './compliance.js'
import type { Ledger } from './ledger.js'
import type { CategoryUtilization, UnbudgetedSpending, Utilization } from './report.js'
import { exactStatus, percentOf, type UtilizationStatus } from './status.js'

const noGroup = {}

/** Makes the report of a month. It trusts the ledger, which was checked when it was made. */
export function reportOf(ledger: Ledger): Utilization {
  const { month, currency, scale, limit, thresholds, entries } = ledger
  const categories: CategoryUtilization[] = []
  const unbudgeted: UnbudgetedSpending[] = []
  const statusCounts: Record<UtilizationStatus, number> = { good: 0, warning: 0, critical: 0, over_budget: 0 }
  let totalBudget = 0n
  let budgetedSpent = 0n
  let unbudgetedSpent = 0n
  let expenseTotal = 0
  let totalHeld = 0n
  // A book without groups has the reports that it had before there were groups.
  const hasGroups = entries.some(({ groupId }) => groupId !== null)
  for (const { categoryId, name, groupId, budget, spent, expenseCount, held } of entries) {
    const group = hasGroups ? { groupId } : noGroup
    expenseTotal += expenseCount
    totalHeld += held
    if (budget === null) {
      unbudgetedSpent += spent
      if (expenseCount > 0 || spent !== 0n || held !== 0n)
        unbudgeted.push({
          categoryId,
          name,
          spent: writeMinorUnits(spent, scale),
          expenseCount,
          held: writeMinorUnits(held, scale),
          ...group,
        })
    } else {
      totalBudget += budget
      budgetedSpent += spent
      const status = exactStatus(spent, budget, thresholds)
      statusCounts[status]++
      categories.push({
        categoryId,
        name,
        budget: writeMinorUnits(budget, scale),
        remaining: writeMinorUnits(budget - spent, scale),
        utilizationPercent: percentOf(spent, budget),
        status,
        spent: writeMinorUnits(spent, scale),
        expenseCount,
        held: writeMinorUnits(held, scale),
        free: writeMinorUnits(budget - spent - held, scale),
        ...group,
      })
    }
  }
  const totalSpent = budgetedSpent + unbudgetedSpent
  const hasBudget = categories.length > 0
  return {
    month,
    currency,
    categories,
    unbudgeted,
    summary: {
      totalBudget: writeMinorUnits(totalBudget, scale),
      totalSpent: writeMinorUnits(totalSpent, scale),
      unbudgetedSpent: writeMinorUnits(unbudgetedSpent, scale),
      totalRemaining: writeMinorUnits(totalBudget - totalSpent, scale),
      utilizationPercent: hasBudget ? percentOf(totalSpent, totalBudget) : null,
      status: hasBudget ? exactStatus(totalSpent, totalBudget, thresholds) : null,
      statusCounts,
      expenseCount: expenseTotal,
      held: writeMinorUnits(totalHeld, scale),
      free: writeMinorUnits(totalBudget - totalSpent - totalHeld, scale),
    },
    compliance: complianceOf(totalBudget, limit, scale),
  }
}
