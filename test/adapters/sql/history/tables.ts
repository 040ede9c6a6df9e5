import { sql } from 'kysely'
import { migrate, type SqlOptions } from 'budgetbook/sql'
import { pgliteOptions, sqliteKysely } from '../../../support/sql/databases.js'

/** The kinds of databases. */
export const dialects = ['sqlite', 'postgres'] as const

/** Fresh tables of the newest version. */
export async function migrated(dialect: (typeof dialects)[number]): Promise<SqlOptions> {
  if (dialect === 'postgres') return pgliteOptions()
  const options = { db: sqliteKysely(), dialect }
  await migrate(options)
  return options
}

/** Runs SQL. `#` stands for the prefix of the tables. */
export async function run(
  { db, tablePrefix = 'budgetbook_' }: SqlOptions,
  statement: string,
): Promise<object[]> {
  return (await sql<object>`${sql.raw(statement.replaceAll('#', tablePrefix))}`.execute(db)).rows
}

/** What is in the table, oldest first: position and id. */
export async function storedIn(options: SqlOptions, bookId = 'book'): Promise<string[]> {
  const cells = "cast(position as text) || ' ' || id as row"
  const rows = await run(
    options,
    `select ${cells} from #history where book_id = '${bookId}' order by position`,
  )
  return (rows as { row: string }[]).map(({ row }) => row)
}
