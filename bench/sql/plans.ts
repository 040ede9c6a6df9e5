import type { CompiledQuery, LogEvent } from 'kysely'
import { openBudgetBook, type BudgetBook } from 'budgetbook'
import { createSqlAdapter, type SqlOptions } from 'budgetbook/sql'
import type { Line } from '../measure.js'

const calls: Readonly<Record<string, (book: BudgetBook) => Promise<unknown>>> = {
  record: async (book) => book.expenses.record({ categoryId: 'c1', amount: '1.00', date: '2026-02-20' }),
  report: async (book) => book.utilization('2026-02'),
  'page of expenses': async (book) => book.expenses.list({ limit: 5 }),
  'page of a category': async (book) => book.expenses.list({ categoryId: 'c1', limit: 5 }),
  budget: async (book) => book.budgets.create({ categoryId: 'c1', month: '2026-03', amount: '1.00' }),
  export: async (book) => book.exportBook(),
}

/** How each statement of each kind of call gets at its rows; throws where one reads a whole table. */
export async function explainCalls(
  options: SqlOptions,
  listen: (listener: ((event: LogEvent) => void) | null) => void,
): Promise<Line[]> {
  const book = await openBudgetBook({ storage: createSqlAdapter(options), bookId: 'book 77' })
  const lines: Line[] = []
  for (const [name, call] of Object.entries(calls)) {
    const queries: CompiledQuery[] = []
    // The statements that begin and end a transaction are logged too, and have no plan.
    listen(({ query }) => void (query.sql.includes('budgetbook_') && queries.push(query)))
    await call(book)
    listen(null)
    if (queries.length === 0) throw new Error(`Nothing was logged of: ${name}`)
    for (const [index, query] of queries.entries()) {
      const verb = query.sql.trim().split(/\s/u, 1)[0] ?? ''
      lines.push({
        what: `plan of ${name}, statement ${index + 1} (${verb})`,
        value: await explain(options, query),
      })
    }
  }
  return lines
}

async function explain({ db, dialect }: SqlOptions, query: CompiledQuery): Promise<string> {
  const prefix = dialect === 'postgres' ? 'explain' : 'explain query plan'
  const { rows } = await db.executeQuery<Record<string, string>>({ ...query, sql: `${prefix} ${query.sql}` })
  const indexes = new Set<string>()
  for (const row of rows) {
    const step = row['QUERY PLAN'] ?? row['detail'] ?? ''
    // Where SQLite reads a table whole it says SCAN, through an index too; what it says of a key is SEARCH.
    if (/Seq Scan on budgetbook|SCAN budgetbook/u.test(step)) throw new Error(`${query.sql}\n${step}`)
    const found = /(?:Index (?:Only )?Scan(?: Backward)? using|Bitmap Index Scan on) budgetbook_(\w+)/u.exec(
      step,
    )
    const searched =
      /SEARCH budgetbook_(\w+) USING (?:(?:COVERING )?INDEX budgetbook_(\w+)|PRIMARY KEY) (\(.*\))/u.exec(
        step,
      )
    if (found?.[1] !== undefined) indexes.add(found[1])
    if (searched) indexes.add(`${searched[2] ?? `key of ${searched[1]}`} ${searched[3]}`)
  }
  return indexes.size === 0 ? 'inserts only' : `by ${[...indexes].sort().join(', ')}`
}
