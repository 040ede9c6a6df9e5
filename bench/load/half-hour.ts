import { setTimeout } from 'node:timers/promises'
import { EventSource } from 'eventsource'
import type { Caller, Kind } from './caller.js'

/** What a person does in half an hour: opens the app, records what they spent, changes their mind about a budget. */
const expenses = 6
const looks = 3

interface Category {
  readonly id: string
}
interface Budget {
  readonly id: string
}

/**
 * Lives through half an hour of one user, in `milliseconds`. The page stays open all along: it listens to events, and reads the
 * report after each. Resolves to the descriptions of what was recorded.
 */
export async function halfHour(call: Caller, milliseconds: number): Promise<readonly string[]> {
  const start = performance.now()
  const at = async (moment: number) => setTimeout(Math.max(0, start + moment - performance.now()))
  const moment = () => Math.random() * milliseconds
  await at(moment() / 10)
  const { categories, budgets } = await openApp(call)
  const page = listen(call)
  const recorded: string[] = []
  const plans = [
    ...Array.from({ length: expenses }, () => ({ at: moment(), act: 'record' as const })),
    ...Array.from({ length: looks }, () => ({ at: moment(), act: 'look' as const })),
    { at: moment(), act: 'budget' as const },
  ].toSorted((a, b) => a.at - b.at)
  for (const plan of plans) {
    await at(plan.at)
    if (plan.act === 'look') await look(call)
    else if (plan.act === 'budget') await changeBudget(call, budgets[0]?.id ?? '')
    else recorded.push(await record(call, categories[recorded.length % categories.length]?.id ?? ''))
  }
  await at(milliseconds)
  await page.close()
  return recorded
}

async function openApp(call: Caller) {
  await call('settings', 'GET', '/api/usersettings/')
  const categories = await call<{ data: Category[] }>('categories', 'GET', '/api/budgets/')
  const budgets = await call<{ data: Budget[] }>('budgets', 'GET', '/api/budgets/budgets/?month=2026-02')
  await look(call)
  return { categories: categories.body?.data ?? [], budgets: budgets.body?.data ?? [] }
}

async function look(call: Caller): Promise<void> {
  await call('months', 'GET', '/api/months/')
  await call('report', 'GET', '/api/budgets/budgets/utilization/?month=2026-02')
  await call('expenses', 'GET', '/api/expenses/?month=2026-02&limit=20')
}

/** Records an expense; gives its description, which no other has. */
export async function record(call: Caller, category: string): Promise<string> {
  const description = crypto.randomUUID()
  const body = { category, amount: '12.34', date: '2026-02-14', description }
  await call('record', 'POST', '/api/expenses/create/', { body, key: description })
  return description
}

/** The id of a category of the user. */
export async function firstCategory(call: Caller): Promise<string> {
  const { body } = await call<{ data: Category[] }>('categories', 'GET', '/api/budgets/')
  return body?.data[0]?.id ?? ''
}

// As two devices must: read, then change only what was read.
async function changeBudget(call: Caller, id: string): Promise<void> {
  const { etag } = await call('one budget', 'GET', `/api/budgets/budgets/get/${id}/`)
  const body = { amount: String(900 + Math.floor(Math.random() * 100)) }
  await call('change budget', 'PUT', `/api/budgets/budgets/${id}/update/`, { body, match: etag })
}

/** The page that listens to events, and reads the report after each, if it changed. */
function listen(call: Caller): { readonly close: () => Promise<void> } {
  let etag: string | null = null
  let reading: Promise<void> = Promise.resolve()
  const kind: Kind = 'report after an event'
  const read = (): void => {
    reading = reading.then(async () => {
      const path = '/api/budgets/budgets/utilization/?month=2026-02'
      etag = (await call(kind, 'GET', path, { noneMatch: etag })).etag
    })
  }
  const source = new EventSource('http://cluster/api/events', { fetch: call.stream })
  source.addEventListener('change', read)
  return {
    close: async () => {
      source.close()
      await reading
    },
  }
}
