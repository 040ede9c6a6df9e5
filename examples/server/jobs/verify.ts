// Verifies every book. Exits with 1 if something is wrong. Run it every month:
// npx tsx verify.ts [--after <book id>] [--book <book id>]
import { verify } from 'budgetbook/sql'
import { runJob } from './every-book.js'

await runJob({
  program: 'verify.ts',
  counts: ['problems'],
  // One book waits for the database while another is checked.
  atOnce: 4,
  visit: async (options, bookId) => {
    const findings = await verify(options, bookId)
    return { counts: { problems: findings.length }, findings }
  },
})
