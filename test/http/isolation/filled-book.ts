import type { Answer, Ask, SharedApp } from './shared-app.js'

/** The ids of one thing of each kind in a book. */
export interface Things {
  readonly category: string
  readonly group: string
  readonly budget: string
  readonly expense: string
  readonly hold: string
  readonly entry: string
}

/** Asks about one book. */
export type AskBook = (method: string, path: string, ask?: Ask) => Promise<Answer>

/** Asks as a user about a book: the own one, or a shared one by its id. */
export function asking({ ask }: SharedApp, user: string, shared?: string): AskBook {
  const prefix = shared === undefined ? '' : `/books/${shared}`
  return async (method, path, asked) => ask(method, `${prefix}${path}`, { user, ...asked })
}

/** What is unique to a book: a word in every text, and the digits of every amount. */
export interface Canary {
  readonly word: string
  readonly amount: string
}

/**
 * What finds any text or amount of these books, or one of the other patterns. The point of an amount is a point: with any
 * character in its place, a random id may have the digits.
 */
export function patternOf(canaries: readonly Canary[], ...others: readonly string[]): RegExp {
  const own = canaries.flatMap(({ word, amount }) => [word, amount.replace('.', String.raw`\.`)])
  return new RegExp([...own, ...others].join('|'))
}

/** Puts one thing of each kind into a book. Every text has the word, and every amount is the amount. */
export async function fillBook(ask: AskBook, { word, amount }: Canary): Promise<Things> {
  const make = async (path: string, body: object): Promise<string> => {
    const { status, json, text } = await ask('POST', path, { body })
    if (status !== 201) throw new Error(`${path} answered ${status} ${text}`)
    return json.data.id as string
  }
  await ask('PUT', '/api/usersettings/update/', {
    body: { currency: 'USD', monthly_budget_limit: '900000.00' },
  })
  const date = '2026-02-14'
  const metadata = { note: word }
  const group = await make('/api/groups/create/', { name: `${word} group`, metadata })
  const category = await make('/api/budgets/create/', { name: `${word} category`, group, metadata })
  const budget = await make('/api/budgets/budgets/create/', { category, month: '2026-02', amount, metadata })
  const expense = await make('/api/expenses/create/', { category, amount, date, description: word })
  const hold = await make('/api/holds/create/', { category, amount, date, description: word })
  const { json } = await ask('GET', '/api/history/?limit=1')
  return { category, group, budget, expense, hold, entry: json.data[0].id as string }
}
