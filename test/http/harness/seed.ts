import type { Answered, TestApi } from './test-api.js'

/** The ids of one thing of each kind that a user has. */
export interface Seeded {
  readonly category: string
  readonly budget: string
  readonly expense: string
}

/** Gives a user settings in USD, a category, a budget of 2000.00 in 2026-02, and an expense of 700.00 in it. */
export async function seed({ ask }: TestApi, user = 'ada'): Promise<Seeded> {
  const made = async (answer: Promise<Answered>): Promise<string> => (await answer).json.data.id as string
  await ask('PUT', '/api/usersettings/update/', {
    user,
    body: { currency: 'USD', monthly_budget_limit: '5000.00' },
  })
  const category = await made(ask('POST', '/api/budgets/create/', { user, body: { name: 'Travel' } }))
  const budget = await made(
    ask('POST', '/api/budgets/budgets/create/', {
      user,
      body: { category, month: '2026-02', amount: '2000.00' },
    }),
  )
  const expense = await made(
    ask('POST', '/api/expenses/create/', { user, body: { category, amount: '700.00', date: '2026-02-14' } }),
  )
  return { category, budget, expense }
}

/** Gives a user a group of categories; gives its id. */
export async function seedGroup({ ask }: TestApi, user = 'ada'): Promise<string> {
  const { json } = await ask('POST', '/api/groups/create/', { user, body: { name: 'Home' } })
  return json.data.id as string
}

/** Gives a user a hold of 120.00 in 2026-02; gives its id. */
export async function seedHold({ ask }: TestApi, category: string, user = 'ada'): Promise<string> {
  const body = { category, amount: '120.00', date: '2026-02-14', description: 'Hotel' }
  const { json } = await ask('POST', '/api/holds/create/', { user, body })
  return json.data.id as string
}

/** One field of each thing that an answer lists. */
export function listed({ json }: Answered, field = 'id'): string[] {
  return (json.data as Record<string, string>[]).map((item) => item[field] ?? '')
}
