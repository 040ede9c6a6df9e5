// Repairs every book in which `verify` finds something. Exits with 1 if a person has to decide about something.
// npx tsx repair.ts [--after <book id>] [--book <book id>]
import { repair, verify } from 'budgetbook/sql'
import { runJob } from './every-book.js'

await runJob({
  program: 'repair.ts',
  counts: ['repaired'],
  atOnce: 2,
  visit: async (options, bookId) => {
    // A repair keeps writers waiting, so only books that need it are repaired.
    if ((await verify(options, bookId)).length === 0) return { counts: { repaired: 0 }, findings: [] }
    const { repaired, remaining } = await repair(options, bookId)
    return { counts: { repaired: repaired.length }, findings: remaining }
  },
})
