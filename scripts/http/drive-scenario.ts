import { deepStrictEqual, strictEqual } from 'node:assert/strict'

/** The parts of the reference scenario that the demo needs. */
export interface Scenario {
  readonly settings: { readonly updated: { readonly currency: string; readonly monthlyLimit: string } }
  readonly categories: readonly string[]
  readonly budgets: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly expenses: Readonly<Record<string, readonly ({ readonly category: string } & object)[]>>
  readonly expected: {
    readonly '2026-02': {
      readonly categories: Readonly<Record<string, Readonly<Record<string, string | number>>>>
    }
    readonly enforce: {
      readonly accepted: readonly string[]
      readonly rejected: Readonly<Record<string, Readonly<Record<string, string>>>>
    }
  }
}

/** The address of the server, and the caller. */
export interface Caller {
  readonly url: string
  readonly token: string
  readonly otherToken: string
}

interface Answer {
  readonly status: number
  readonly text: string
  readonly json: {
    readonly data: { readonly id: string } & Record<string, unknown>[]
    readonly error: unknown
    readonly details: unknown
    readonly count: number
    readonly summary: unknown
    readonly compliance: unknown
  }
}

type Ask = (method: string, path: string, body?: object, token?: string | null) => Promise<Answer>

function asking({ url, token }: Caller): Ask {
  return async (method, path, body, as = token) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(as === null ? {} : { Authorization: `Bearer ${as}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    console.log(`${method} ${path}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`)
    console.log(`  ${response.status} ${text}`)
    return { status: response.status, text, json: JSON.parse(text) as Answer['json'] }
  }
}

/**
 * Sends the scenario to a server that enforces the limit, with the limit and then without. Throws if an answer
 * differs.
 */
export async function driveScenario(caller: Caller, scenario: Scenario): Promise<void> {
  const ask = asking(caller)
  strictEqual((await ask('GET', '/api/months/', undefined, null)).status, 401)
  const { currency, monthlyLimit } = scenario.settings.updated
  await ask('PUT', '/api/usersettings/update/', { currency, monthly_budget_limit: monthlyLimit })
  const ids = new Map<string, string>()
  for (const name of scenario.categories) {
    ids.set(name, (await ask('POST', '/api/budgets/create/', { name })).json.data.id)
  }
  await budgetUnderLimit(ask, scenario, ids)
  await ask('PUT', '/api/usersettings/update/', { monthly_budget_limit: null })
  for (const category of Object.keys(scenario.expected.enforce.rejected))
    await budget(ask, scenario, ids, category)
  await ask('PUT', '/api/usersettings/update/', { monthly_budget_limit: monthlyLimit })
  for (const { category, ...expense } of scenario.expenses['2026-02'] ?? []) {
    strictEqual(
      (await ask('POST', '/api/expenses/create/', { category: ids.get(category), ...expense })).status,
      201,
    )
  }
  await holdReport(ask, scenario)
  const seen = await ask('GET', '/api/budgets/', undefined, caller.otherToken)
  strictEqual(seen.json.count, 0)
}

async function budget(
  ask: Ask,
  scenario: Scenario,
  ids: ReadonlyMap<string, string>,
  name: string,
): Promise<Answer> {
  const body = { category: ids.get(name), month: '2026-02', amount: scenario.budgets['2026-02']?.[name] }
  return ask('POST', '/api/budgets/budgets/create/', body)
}

async function budgetUnderLimit(
  ask: Ask,
  scenario: Scenario,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const { accepted, rejected } = scenario.expected.enforce
  for (const name of scenario.categories) {
    const { status, json } = await budget(ask, scenario, ids, name)
    strictEqual(status, accepted.includes(name) ? 201 : 400)
    const refused = rejected[name]
    if (!refused) continue
    strictEqual(json.error, refused['message'])
    deepStrictEqual(json.details, {
      existing_total: refused['existingTotal'],
      new_budget: scenario.budgets['2026-02']?.[name],
      new_total: refused['newTotal'],
      monthly_limit: refused['monthlyLimit'],
      exceeds_by: refused['overage'],
      largest_accepted: refused['largestAccepted'],
    })
  }
}

async function holdReport(ask: Ask, scenario: Scenario): Promise<void> {
  const { text, json } = await ask('GET', '/api/budgets/budgets/utilization/?month=2026-02')
  for (const [name, line] of Object.entries(scenario.expected['2026-02'].categories)) {
    const found = json.data.find((item) => item['category_name'] === name)
    strictEqual(found?.['status'], line['status'])
    strictEqual(found?.['utilization_percent'], line['utilizationPercent'])
  }
  const summary =
    '"summary":{"total_budget":8000.00,"total_spent":2400.00,"total_remaining":5600.00,' +
    '"overall_utilization_percent":30.0,"warning_count":1,"critical_count":0,"over_budget_count":0,' +
    '"held":0.00,"free":5600.00}'
  strictEqual(text.includes(summary), true)
  deepStrictEqual(json.compliance, {
    total_budget_exceeds_limit: true,
    message: 'Combined category budgets (8000.00) exceed monthly limit (5000.00) by 3000.00',
  })
}
