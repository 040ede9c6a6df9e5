import { books } from './topics/books.js'
import { changes } from './topics/changes/basics.js'
import { groupCases } from './topics/changes/groups.js'
import { holdCases } from './topics/changes/holds.js'
import { laterFieldCases } from './topics/changes/later-fields.js'
import { moveCases } from './topics/changes/moves.js'
import { refusals } from './topics/changes/refusals.js'
import { emptyBooks } from './topics/empty-books.js'
import { endings } from './topics/endings.js'
import { historyAppending } from './topics/history/appending.js'
import { historyReading } from './topics/history/reading.js'
import { holdBooks } from './topics/hold-books.js'
import { limitRaces } from './topics/limit-races.js'
import { notices } from './topics/notices.js'
import { operations } from './topics/operations.js'
import { pages } from './topics/pages.js'
import { races } from './topics/races.js'
import { replacing } from './topics/replacing.js'
import { scopes } from './topics/scopes.js'
import { sharing } from './topics/sharing.js'
import { textCases } from './topics/texts.js'
import { totals } from './topics/totals.js'
import { runTrial, type AdapterHarness } from './trial.js'

/** Options of {@link adapterConformance}. */
export interface ConformanceOptions {
  /** Makes fresh, empty storage. Each case calls it once. */
  readonly open: () => Promise<AdapterHarness>
}

/** One thing that an adapter promises, as a test. */
export interface ConformanceCase {
  /** What is promised. It is unique and for people; it may change. */
  readonly name: string
  /** Resolves if the promise holds. Otherwise rejects with an error that says what was expected and what came. */
  readonly run: () => Promise<void>
}

const topics = [
  emptyBooks,
  scopes,
  changes,
  groupCases,
  moveCases,
  laterFieldCases,
  holdCases,
  refusals,
  totals,
  pages,
  books,
  textCases,
  sharing,
  operations,
  limitRaces,
  races,
  replacing,
  holdBooks,
  historyReading,
  historyAppending,
  notices,
  endings,
]

/**
 * Everything that a `StorageAdapter` promises, as cases for any test runner. Each case has its own storage. Cases may
 * run in any order, and at the same time.
 *
 * The suite tests what the adapter declares. If `isolation` covers `reach`, separate clients race. Otherwise the
 * writers of one client race, because every adapter must serialize those. Stored data must be there after the storage
 * is opened again, unless `durability` is `'none'` and `reach` is `'instance'`. The history is tested if the adapter
 * declares `history`, and `subscribe` if it has it.
 *
 * @param options - How to make the adapter.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter } from 'budgetbook'
 * import { adapterConformance } from 'budgetbook/testing'
 *
 * const cases = adapterConformance({
 *   open: async () => {
 *     const adapter = createMemoryAdapter() // its data is its own: one client, given again and again
 *     return { connect: async () => adapter }
 *   },
 * })
 * // In vitest: it.each(cases)('$name', ({ run }) => run()). In node:test: for (const { name, run } of cases) test(name, run)
 * const failed: string[] = []
 * for (const { name, run } of cases) await run().catch(() => failed.push(name))
 * console.log(cases.length > 50, failed) // => true []
 * ```
 */
export function adapterConformance({ open }: ConformanceOptions): readonly ConformanceCase[] {
  return topics.flat().map(({ name, check }) => ({ name, run: async () => runTrial(open, check) }))
}
