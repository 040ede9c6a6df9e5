import { randomUUID } from 'node:crypto'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { createSqlAdapter } from 'budgetbook/sql'
import { checkTotal, fillBook, newestMonth } from '../books.js'
import { race, type Contestant, type Line } from '../measure.js'
import { timeOf, type Settings } from '../settings.js'
import { pragmas, sqliteFile } from '../stores/sqlite-file.js'

/** At least half of the throughput of SQL by hand. */
const goal = 2

/** A record on SQLite, beside statements by hand that keep the same guarantees, each in a file of its own. */
export async function recordOnSqlite(settings: Settings): Promise<Line[]> {
  const lines: Line[] = []
  // Synced it is mostly the disk that is measured; the second is what is left without.
  for (const synced of [true, false]) lines.push(...(await compare(settings, synced)))
  return lines
}

async function compare(settings: Settings, synced: boolean): Promise<Line[]> {
  const [adapter, hand] = [await sqliteFile(), await sqliteFile()]
  if (!synced) for (const { database } of [adapter, hand]) database.exec('pragma synchronous = off')
  const filled = await fillBook(createSqlAdapter(adapter.options), { expenses: 1_000, months: 24 })
  const contestants: Contestant[] = [
    {
      name: 'adapter',
      run: async () => {
        for (const expense of filled.draw(5)) await filled.book.expenses.record(expense)
      },
    },
    byHand(hand.database, filled.categoryIds),
  ]
  const results = await race(contestants, 200, 20, timeOf(settings, 6))
  await checkTotal(filled)
  const where = `SQLite, ${synced ? pragmas.join(', ') : 'not synced, to see the rest'}`
  return [
    results.line(`${where}: record`, 'adapter', 1 / 5),
    results.line(`${where}: SQL by hand`, 'hand', 1 / 5),
    results.ratio(`${where}: record to SQL by hand`, 'adapter', 'hand', {
      atMost: synced ? goal : undefined,
    }),
  ]
}

/** The book's row guards against other writers, the total is kept beside the expenses, both in one transaction. */
function byHand(database: DatabaseSyncInstance, categoryIds: readonly string[]): Contestant {
  database.exec(`
    create table hand_books (book text primary key, revision integer);
    create table hand_totals (book text, month text, category text, spent integer, count integer, primary key (book, month, category));
    create table hand_expenses (
      book text, id text, category text, amount text, date text, created text, description text, metadata text, primary key (book, id));
    create index hand_by_date on hand_expenses (book, date, created, id);
    create index hand_by_category on hand_expenses (book, category, date, created, id);
    insert into hand_books values ('b', 0)`)
  const touch = database.prepare(`update hand_books set revision = revision + 1 where book = 'b'`)
  const look = database.prepare(`select * from hand_totals where book = 'b' and month = ?`)
  const insert = database.prepare(`insert into hand_expenses values ('b', ?, ?, '1.00', ?, ?, '', '{}')`)
  const count = database.prepare(`
    insert into hand_totals values ('b', ?, ?, 100, 1)
    on conflict (book, month, category) do update set spent = spent + 100, count = count + 1`)
  const begin = database.prepare('begin immediate')
  const commit = database.prepare('commit')
  const record = (category: string): void => {
    begin.run()
    touch.run()
    look.all(newestMonth)
    insert.run(randomUUID(), category, `${newestMonth}-14`, new Date().toISOString())
    count.run(newestMonth, category)
    commit.run()
  }
  return {
    name: 'hand',
    run: (turn) => {
      for (let number = 0; number < 5; number++) record(categoryIds[turn % 20] ?? '')
    },
  }
}
