import process from 'node:process'
import { sql } from 'kysely'
import { isBudgetBookError, type BudgetBookError } from 'budgetbook'
import { bookIds, type SqlOptions } from 'budgetbook/sql'
import { databasePlaceOf } from '../configuration.js'
import { messageOf, runProgram } from '../observability/failures.js'
import { askedFor, type Asked } from './arguments.js'
import { connectToExisting } from './database.js'
import { Progress, quoted } from './progress.js'

/** The result of a visit to one book. */
export interface Visit {
  /** What to add to the numbers of the job, by name. */
  readonly counts: Readonly<Record<string, number>>
  /** What is wrong with the book, for people. */
  readonly findings: readonly Finding[]
}

interface Finding {
  readonly location: string
  readonly reason: string
}

/** A job over all books. */
export interface Job {
  /** The file of its program. */
  readonly program: string
  /** The names of the numbers that it adds up over all books. */
  readonly counts: readonly string[]
  /** How many books it visits at a time. */
  readonly atOnce: number
  readonly visit: (options: SqlOptions, bookId: string) => Promise<Visit>
}

/** What a job did. It is printed as JSON. */
interface Summary {
  books: number
  /** How many books have something wrong. */
  wrong: number
  readonly counts: Record<string, number>
  /** The first of what is wrong. */
  readonly findings: (Finding & { readonly bookId: string })[]
  /** The last book that is done. Every book before it is done too. */
  last: string | null
  /** Why the job stopped before the last book. */
  stopped?: string
}

const mostFindings = 1_000

/**
 * Runs a job as a process. It tells its progress on stderr and prints a summary on stdout. The exit code is 1 if
 * something is wrong with a book, or if the job could not go on.
 */
export async function runJob(job: Job): Promise<void> {
  await runProgram(async () => {
    const asked = askedFor(job.program)
    if (!asked) return
    const place = databasePlaceOf(process.env)
    const options = await connectToExisting(place)
    // A visit that waits too long for a connection would stop the job.
    const atOnce = Math.min(job.atOnce, place.databaseConnections)
    const summary = await visitBooks({ ...job, atOnce }, options, asked)
    await options.db.destroy()
    console.log(JSON.stringify(summary))
    if (summary.stopped !== undefined && summary.last !== null)
      console.error(`Stopped. To resume: --after ${quoted(summary.last)}`)
    if (summary.wrong > 0 || summary.stopped !== undefined) process.exitCode = 1
  })
}

/** Visits books, some at a time. They end in the order of their ids, so that the job can be resumed after any of them. */
async function visitBooks(job: Job, options: SqlOptions, asked: Asked): Promise<Summary> {
  const progress = new Progress((line) => console.error(line))
  const summary = emptySummary(job, asked.after)
  const running: { readonly bookId: string; readonly visit: Promise<Visit> }[] = []
  const finishOldest = async () => {
    const oldest = running.shift()
    if (!oldest) return
    addVisit(summary, oldest.bookId, await oldest.visit)
    progress.done(oldest.bookId)
  }
  try {
    for await (const bookId of idsOf(options, asked)) {
      const visit = visitOrFinding(job, options, bookId)
      // The visit is awaited later. Until then, its failure must not count as unhandled.
      visit.catch(() => undefined)
      running.push({ bookId, visit })
      if (running.length >= job.atOnce) await finishOldest()
    }
    while (running.length > 0) await finishOldest()
  } catch (error) {
    summary.stopped = messageOf(error)
    await Promise.allSettled(running.map(({ visit }) => visit))
  }
  return summary
}

async function* idsOf(options: SqlOptions, { book, after }: Asked): AsyncGenerator<string, void> {
  if (book === undefined) {
    yield* bookIds(options, { after })
    return
  }
  // Nothing is wrong with a book that is not there, so a mistyped id would look sound.
  const { rows } = await sql`select 1 from budgetbook_books where book_id = ${book}`.execute(options.db)
  if (rows.length === 0) throw new Error(`There is no book ${quoted(book)}`)
  yield book
}

function emptySummary({ counts }: Job, after: string): Summary {
  return {
    books: 0,
    wrong: 0,
    counts: Object.fromEntries(counts.map((name) => [name, 0])),
    findings: [],
    last: after === '' ? null : after,
  }
}

/** An error about one book is a finding. If the database cannot be used, the job cannot go on. */
async function visitOrFinding({ visit }: Job, options: SqlOptions, bookId: string): Promise<Visit> {
  try {
    return await visit(options, bookId)
  } catch (error) {
    if (!isBudgetBookError(error) || isOfDatabase(error)) throw error
    return { counts: {}, findings: [{ location: 'the book', reason: messageOf(error) }] }
  }
}

// Whether an error says nothing about the book: the database cannot be reached, or others keep it locked. But the database
// may refuse one book alone, such as one that takes longer than its limit for a statement.
function isOfDatabase(error: BudgetBookError): boolean {
  if (isBudgetBookError(error, 'storage_unavailable')) return error.details.reason !== 'database_refused'
  if (isBudgetBookError(error, 'conflict')) return error.details.reason === 'retries_exhausted'
  return isBudgetBookError(error, 'outcome_unknown')
}

function addVisit(summary: Summary, bookId: string, { counts, findings }: Visit): void {
  summary.books += 1
  summary.last = bookId
  if (findings.length > 0) summary.wrong += 1
  for (const [name, count] of Object.entries(counts))
    summary.counts[name] = (summary.counts[name] ?? 0) + count
  for (const finding of findings.slice(0, mostFindings - summary.findings.length))
    summary.findings.push({ bookId, ...finding })
}
