import { budgetsOf, expensesOf, scenario, scenarioMonths } from '../../scenario/scenario.js'
import type { Answered } from './test-api.js'

/** Sends a request, and gives what is answered. */
export type Send = (method: string, address: string, ask?: { readonly body?: unknown }) => Promise<Answered>

/** Sends the reference scenario, up to the reports; gives the ids of its categories by their names. */
export async function fillByScenario(ask: Send): Promise<ReadonlyMap<string, string>> {
  const { currency, monthlyLimit } = scenario.settings.updated
  await ask('PUT', '/api/usersettings/update/', { body: { currency, monthly_budget_limit: monthlyLimit } })
  const ids = new Map<string, string>()
  for (const name of scenario.categories) {
    const { json } = await ask('POST', '/api/budgets/create/', { body: { name } })
    ids.set(name, json.data.id as string)
  }
  for (const month of scenarioMonths) {
    for (const { category, amount } of budgetsOf(month)) {
      await ask('POST', '/api/budgets/budgets/create/', {
        body: { category: ids.get(category), month, amount },
      })
    }
    for (const { category, ...expense } of expensesOf(month)) {
      await ask('POST', '/api/expenses/create/', { body: { category: ids.get(category), ...expense } })
    }
  }
  return ids
}

/** A report of February as the API answers it, byte for byte. */
export function februaryReport(ids: ReadonlyMap<string, string>): string {
  const { categories = {}, summary, compliance } = scenario.expected['2026-02']
  const lines = scenario.categories.map((name) => {
    const line = categories[name]
    if (!line) throw new Error(`The scenario has no ${name}`)
    const spent = expensesOf('2026-02').filter(({ category }) => category === name).length
    return (
      `{"category_id":"${ids.get(name)}","category_name":${JSON.stringify(name)},"budget":${line.budget},` +
      `"spent":${line.spent},"remaining":${line.remaining},"utilization_percent":${line.utilizationPercent}.0,` +
      `"status":"${line.status}","expense_count":${spent},"held":0.00,"free":${line.remaining}}`
    )
  })
  return (
    `{"message":"Budget utilization for 2026-02","month":"2026-02","currency":"USD","data":[${lines.join(',')}],` +
    `"unbudgeted":[],"summary":{"total_budget":${summary.totalBudget},"total_spent":${summary.totalSpent},` +
    `"total_remaining":${summary.totalRemaining},"overall_utilization_percent":${summary.utilizationPercent}.0,` +
    `"warning_count":1,"critical_count":0,"over_budget_count":0,"held":0.00,"free":${summary.totalRemaining}},` +
    `"compliance":{"total_budget_exceeds_limit":${compliance.exceedsLimit},"message":"${compliance.message}"}}`
  )
}
