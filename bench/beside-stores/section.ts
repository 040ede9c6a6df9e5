import { randomUUID } from 'node:crypto'
import { createMemoryAdapter } from 'budgetbook'
import { fillBook } from '../books.js'
import { race, type Line } from '../measure.js'
import { timeOf, type Settings } from '../settings.js'
import { openPeers } from './peers.js'

/** A record to an insert of the others, which keep no totals, sort by no date and ask for no month. */
const goals: Readonly<Record<string, number>> = {
  'LokiJS, with a zod schema': 1,
  'TanStack DB, with a zod schema': 0.4,
}

const batch = 100

/** A record in memory, beside stores of objects in memory. Each grows by what is put in. */
export async function measureStores(settings: Settings): Promise<Line[]> {
  const peers = await openPeers()
  if ('why' in peers) return [{ what: 'other stores', value: `not measured: ${peers.why}` }]
  const filled = await fillBook(createMemoryAdapter(), { expenses: 1_000, months: 24 })
  let drawn = filled.draw(0)
  const prepare = async () => {
    drawn = filled.draw(batch)
    return Promise.resolve()
  }
  const results = await race(
    [
      {
        name: 'ours',
        prepare,
        run: async () => {
          for (const expense of drawn) await filled.book.expenses.record(expense)
        },
      },
      ...peers.map(({ name, insert }) => ({
        name,
        prepare,
        run: async () => {
          for (const { categoryId, amount, date = '', description = '' } of drawn)
            await insert({ id: randomUUID(), categoryId, amount: String(amount), date, description })
        },
      })),
    ],
    150,
    20,
    timeOf(settings, 30),
  )
  return [
    results.line('a record of the memory adapter', 'ours', 1 / batch),
    ...peers.map(({ name }) => results.line(`an insert of ${name}`, name, 1 / batch)),
    ...peers.map(({ name }) =>
      results.ratio(`a record to an insert of ${name}`, 'ours', name, { atMost: goals[name] }),
    ),
  ]
}
