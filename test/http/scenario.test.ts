import { describe, expect, it } from 'vitest'
import { enforcePolicy } from 'budgetbook'
import { budgetsOf, scenario } from '../scenario/scenario.js'
import { fillByScenario, februaryReport } from './harness/run-scenario.js'
import { storages } from './harness/storages.js'
import { testApi } from './harness/test-api.js'

const { settings, expected } = scenario

describe.each(storages)('the reference scenario over HTTP on %s', (_, create) => {
  it('comes out exactly, from the settings of a new book to both reports', async () => {
    const { ask } = testApi({ storage: create() })
    const before = await ask('GET', '/api/usersettings/')
    expect(before.json.data).toEqual({ currency: settings.default.currency, monthly_budget_limit: null })
    const ids = await fillByScenario(ask)

    const january = (await ask('GET', '/api/budgets/budgets/utilization/?month=2026-01')).json
    expect(january.summary).toMatchObject({ total_budget: 5_000, total_spent: 1_800, total_remaining: 3_200 })
    expect(january.summary.overall_utilization_percent).toBe(expected['2026-01'].summary.utilizationPercent)
    expect(january.compliance).toEqual({ total_budget_exceeds_limit: false, message: null })

    const february = await ask('GET', '/api/budgets/budgets/utilization/?month=2026-02')
    expect(february.text).toBe(februaryReport(ids))
  })
})

it('the reference scenario is enforced exactly over HTTP: what is refused is not there afterwards', async () => {
  const { ask } = testApi({ book: { allocationPolicy: enforcePolicy(), acceptWeakIsolation: true } })
  await ask('PUT', '/api/usersettings/update/', { body: { currency: 'USD', monthly_budget_limit: 5_000 } })
  const accepted: string[] = []
  for (const { category: name, amount } of budgetsOf('2026-02')) {
    const category = (await ask('POST', '/api/budgets/create/', { body: { name } })).json.data.id
    const body = { category, month: '2026-02', amount }
    const { status, json } = await ask('POST', '/api/budgets/budgets/create/', { body })
    const refused = expected.enforce.rejected[name]
    if (!refused) {
      expect(status).toBe(201)
      accepted.push(name)
      continue
    }
    expect(status).toBe(400)
    expect(json).toMatchObject({
      error: refused.message,
      message: 'Budget exceeds monthly limit',
      code: 'allocation_rejected',
    })
    expect(json.details).toEqual({
      existing_total: refused.existingTotal,
      new_budget: amount,
      new_total: refused.newTotal,
      monthly_limit: refused.monthlyLimit,
      exceeds_by: refused.overage,
      largest_accepted: refused.largestAccepted,
    })
  }
  expect(accepted).toEqual(expected.enforce.accepted)
  const { json } = await ask('GET', '/api/budgets/budgets/?month=2026-02')
  expect(json).toMatchObject({ count: 3, total_budget: '4500.00' })
})
