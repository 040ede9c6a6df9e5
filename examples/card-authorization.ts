// Card authorizations: money is set aside when the card is shown, and spent when the shop sends its bill. A bill is
// less than what was set aside, or more, or never comes.
import { createMemoryAdapter, enforceSpending, isBudgetBookError, openBudgetBook } from 'budgetbook'

const day = 86_400_000
const width = 48
let now = new Date('2026-02-02T09:00:00Z')
const book = await openBudgetBook({
  storage: createMemoryAdapter(),
  spendingPolicy: enforceSpending(),
  now: () => now,
  timeZone: 'UTC',
})
await book.settings.update({ currency: 'EUR' })
const { id: categoryId } = await book.categories.create({ name: 'Travel' })
await book.budgets.create({ categoryId, month: '2026-02', amount: '500.00' })

/** The card is shown. The network forgets an authorization after a week, and so does the book. */
async function authorize(shop: string, amount: string): Promise<string> {
  const expiresAt = new Date(now.getTime() + 7 * day).toISOString()
  const { hold } = await book.holds.place({ categoryId, amount, expiresAt, description: shop })
  await show(`${shop}: ${hold.amount} authorized`)
  return hold.id
}

/**
 * The bill comes, as a webhook. The id of its event is the operation id: what comes twice counts once. Without it, the
 * second would be `not_found`, as for a hold that expired and that a later write removed.
 */
async function capture(eventId: string, holdId: string, amount: string): Promise<void> {
  try {
    const { expense } = await book.holds.commit(holdId, { amount }, { operationId: eventId })
    await show(`${expense.description}: ${expense.amount} captured by ${eventId}`)
  } catch (error) {
    if (!isBudgetBookError(error, 'spending_rejected') && !isBudgetBookError(error, 'hold_expired'))
      throw error
    await show(`${amount} refused for ${eventId}: ${error.code}`)
    if (isBudgetBookError(error, 'spending_rejected')) console.log(`  ${error.message}`)
  }
}

async function show(event: string): Promise<void> {
  const { totalSpent, held, free } = (await book.utilization('2026-02')).summary
  console.log(`${event.padEnd(width)}${[totalSpent, held, free].map((text) => text.padStart(8)).join('')}`)
}

console.log(`${''.padEnd(width)}${['spent', 'held', 'free'].map((text) => text.padStart(8)).join('')}`)
const hotel = await authorize('Hotel', '200.00')
const car = await authorize('Car', '150.00')
const fuel = await authorize('Fuel', '80.00')
const ferry = await authorize('Ferry', '40.00')

// Less than was set aside: the rest is free again. The webhook arrives twice.
await capture('event-1', hotel, '180.00')
await capture('event-1', hotel, '180.00')

// More than was set aside: the policy is asked for the excess only. A refused bill leaves the hold open.
await capture('event-2', fuel, '95.00')
await capture('event-3', car, '400.00')
await capture('event-4', car, '160.00')

// The ferry is cancelled, and a second ticket is never billed: after a week it does not count, without any timer.
await book.holds.release(ferry)
await show('Ferry: released')
const ticket = await authorize('Ticket', '45.00')
now = new Date(now.getTime() + 7 * day)
await show('A week later')
await capture('event-5', ticket, '45.00')

// The shop was paid all the same. What is spent is spent: `record` never asks the policy.
await book.expenses.record({ categoryId, amount: '45.00', description: 'Ticket' })
await show('Ticket: recorded')
