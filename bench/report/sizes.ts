import { createMemoryAdapter } from 'budgetbook'
import { checkTotal, fillBook, newestMonth } from '../books.js'
import { race, type Contestant, type Line } from '../measure.js'
import { say, sizesOf, timeOf, type Settings } from '../settings.js'

/** The largest book's report, to the smallest's. */
const goal = 1.5

// One alone is too short for the clock.
const batch = 50

/** The same report on the memory adapter, among few expenses and among many. */
export async function compareSizesInMemory(settings: Settings): Promise<Line[]> {
  const sizes = sizesOf(settings)
  const contestants: Contestant[] = []
  for (const size of sizes) {
    const filled = await fillBook(createMemoryAdapter(), { expenses: size, months: 24 })
    await checkTotal(filled)
    contestants.push({
      name: `${size}`,
      run: async () => {
        for (let count = 0; count < batch; count++) await filled.book.utilization(newestMonth)
      },
    })
  }
  const results = await race(contestants, 150, 10, timeOf(settings, 10))
  const [few, ...more] = sizes
  return [
    ...sizes.map((size) => results.line(`memory, ${say(size)} expenses: a report`, `${size}`, 1 / batch)),
    ...more.map((size) =>
      results.ratio(`memory: ${say(size)} expenses to ${say(few ?? 0)}`, `${size}`, `${few}`, {
        atMost: goal,
      }),
    ),
  ]
}
