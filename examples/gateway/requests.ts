// How a gateway pays for a request: with a hold, and for comparison with a check before a write.
import { setTimeout } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { compareAmounts, isBudgetBookError, sumAmounts, type BudgetBook } from 'budgetbook'

/** A request that somebody sent with an API key. */
export interface Request {
  /** Its id: a repeated call of the book is done once. */
  readonly id: string
  readonly key: string
  /** The category of the key. */
  readonly categoryId: string
  readonly date: string
}

/** How a request ended. A key that has no money left is refused, for example with HTTP status 402 or 429. */
export type Outcome = 'paid' | 'failed' | 'refused'

/** Calls a model, and says what that cost. */
export type Model = () => Promise<string>

/** The most that a request can cost: its prompt, and as many tokens of an answer as it allows. */
export const highestCost = '0.20'
export const currency = 'USD'

// Longer than any call takes.
const lifetime = 5 * 60_000

/** A model that is simulated by a timer. Every fourth call fails. */
export function simulatedModel(): Model {
  let calls = 0
  return async () => {
    const fails = ++calls % 4 === 0
    await setTimeout(20)
    if (fails) throw new Error('The model is overloaded')
    return '0.15'
  }
}

/** Sets the highest cost aside, calls the model, and pays what it cost. */
export async function payByHold(book: BudgetBook, request: Request, model: Model): Promise<Outcome> {
  const { id, categoryId, date } = request
  // A request arrives here once. Code that repeats `place` must send the same instant again: another one under the same
  // operation id is `operation_mismatch`.
  const expiresAt = new Date(Date.now() + lifetime).toISOString()
  let holdId: string
  try {
    const hold = { categoryId, amount: highestCost, date, expiresAt, description: id }
    holdId = (await book.holds.place(hold, { operationId: `${id}/place` })).hold.id
  } catch (error) {
    if (isBudgetBookError(error, 'spending_rejected')) return 'refused'
    throw error
  }
  let cost: string
  try {
    cost = await model()
  } catch {
    await book.holds.release(holdId, { operationId: `${id}/release` })
    return 'failed'
  }
  // The cost is not more than was set aside, so it is never refused. An excess may be refused: then record the cost,
  // and release the hold.
  await book.holds.commit(holdId, { amount: cost }, { operationId: `${id}/commit` })
  return 'paid'
}

/** The same without a hold: looks whether there is money, calls the model, and adds what it cost. */
export async function payByCheck(
  { db, table, cap }: { readonly db: Kysely<object>; readonly table: string; readonly cap: string },
  { key }: Request,
  model: Model,
): Promise<Outcome> {
  const { rows } = await sql<{ spent: string }>`
    select cast(spent as text) as spent from ${sql.table(table)} where key = ${key}
  `.execute(db)
  if (compareAmounts(sumAmounts([rows[0]?.spent ?? '0', highestCost], currency), cap) > 0) return 'refused'
  try {
    const cost = await model()
    await sql`
      update ${sql.table(table)} set spent = spent + cast(${cost} as numeric) where key = ${key}
    `.execute(db)
    return 'paid'
  } catch {
    return 'failed'
  }
}
