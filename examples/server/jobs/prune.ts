// Removes what is too old from all books: operation ids after 30 days, entries of the history after a year, and holds a
// day after they expired. Run it every night: npx tsx prune.ts. If it was stopped, start it again: it removes the rest.
import process from 'node:process'
import { parseArgs } from 'node:util'
import { pruneHistory, pruneHolds, pruneOperations, type SqlOptions } from 'budgetbook/sql'
import { databasePlaceOf } from '../configuration.js'
import { messageOf, runProgram } from '../observability/failures.js'
import { connectToExisting } from './database.js'

const now = Date.now()
const daysAgo = (days: number) => new Date(now - days * 86_400_000)

/** What it removes, in this order. Each call works on all books. */
const kinds: Readonly<Record<string, (options: SqlOptions) => Promise<number>>> = {
  operations: async (options) => pruneOperations(options, { olderThan: daysAgo(30) }),
  history: async (options) => pruneHistory(options, { olderThan: daysAgo(365) }),
  holds: async (options) => pruneHolds(options, { expiredBefore: daysAgo(1) }),
}

const usage = `Usage: prune.ts

Removes operation ids after 30 days, entries of the history after a year, and holds a day after they expired.
DATABASE_URL or DATABASE_FILE says where the database is.`

await runProgram(async () => {
  const { values } = parseArgs({ options: { help: { type: 'boolean' } } })
  if (values.help === true) {
    console.log(usage)
    return
  }
  const options = await connectToExisting(databasePlaceOf(process.env))
  const counts: Record<string, number> = {}
  const failed: Record<string, string> = {}
  for (const [kind, prune] of Object.entries(kinds)) {
    try {
      counts[kind] = await prune(options)
      console.error(`${kind}: ${counts[kind]} removed`)
    } catch (error) {
      // What was removed before the failure stays removed. The other kinds may still work.
      failed[kind] = messageOf(error)
      process.exitCode = 1
    }
  }
  await options.db.destroy()
  console.log(JSON.stringify({ counts, failed }))
})
