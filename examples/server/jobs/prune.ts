// Removes what is too old from every book: operation ids after 30 days, entries of the history after a year, and holds a
// day after they expired. Run it every night: npx tsx prune.ts [--after <book id>]
import { pruneHistory, pruneHolds, pruneOperations } from 'budgetbook/sql'
import { runJob } from './every-book.js'

const now = Date.now()
const daysAgo = (days: number) => new Date(now - days * 86_400_000)

await runJob({
  counts: ['operations', 'history', 'holds'],
  atOnce: 2,
  visit: async (options, bookId) => ({
    counts: {
      operations: await pruneOperations(options, { bookId, olderThan: daysAgo(30) }),
      history: await pruneHistory(options, { bookId, olderThan: daysAgo(365) }),
      holds: await pruneHolds(options, { bookId, expiredBefore: daysAgo(1) }),
    },
    findings: [],
  }),
})
