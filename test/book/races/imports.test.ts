import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { ImportRow } from 'budgetbook'
import { prepareRace } from '../../support/book/race.js'

/** How often each text comes. */
function counted(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

const textOf = ({ date, amount, description }: ImportRow) => `${date} ${String(amount)} ${description}`

describe('clients that import overlapping files at once', () => {
  it('record of each row as many as one file had, after any order of plans and commits', async () => {
    const row = fc.record({
      date: fc.constantFrom('2026-02-14', '2026-03-01'),
      amount: fc.constantFrom('1.00', '2.00'),
      description: fc.constantFrom('Coffee', 'Tea'),
    })
    const files = fc.array(fc.array(row, { maxLength: 4 }), { minLength: 2, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), files, async (scheduler, all) => {
        const { setUp, open, run, history } = await prepareRace(scheduler)
        const { id } = await setUp.categories.create({ name: 'Food' })
        const books = await Promise.all(all.map(async (_, at) => open(`tab ${at}`)))
        const outcomes = await run(
          books.map(({ expenses }, at) => async () => {
            const plan = await expenses.planImport({ rows: all[at]!, source: 'giro', category: () => id })
            await expenses.importRows(plan)
          }),
        )
        expect(new Set(outcomes)).toEqual(new Set(['accepted']))
        const most = new Map<string, number>()
        for (const rows of all)
          for (const [text, count] of counted(rows.map(textOf)))
            most.set(text, Math.max(most.get(text) ?? 0, count))
        const { items } = await setUp.expenses.list()
        expect(counted(items.map(textOf))).toEqual(most)
        // Never more than that, not even in between.
        for (const { expenses } of history)
          for (const [text, count] of counted(expenses.map(textOf)))
            expect(count).toBeLessThanOrEqual(most.get(text) ?? 0)
      }),
    )
  })
})
