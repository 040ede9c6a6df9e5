import { randomUUID } from 'node:crypto'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { Hono, type Handler } from 'hono'
import { z } from 'zod'

/*
 * What somebody writes who needs these two routes only: the same checks of a record, one transaction, a total kept beside
 * the expenses; a report from the totals. Amounts are whole cents.
 */

const expenseSchema = z.strictObject({
  category: z.string().min(1).max(200),
  amount: z.string().regex(/^-?\d{1,13}(\.\d{1,2})?$/),
  date: z.iso.date(),
  description: z.string().max(500).default(''),
})
const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

interface Row {
  readonly id: string
  readonly name: string
  readonly budget: number
  readonly spent: number
}

/** The app, and a category of it. */
export function sqlByHand(database: DatabaseSyncInstance): { readonly app: Hono; readonly category: string } {
  database.exec(`
    create table books (id text primary key, revision integer, monthly_limit integer);
    create table categories (book text, id text, name text, archived integer, primary key (book, id));
    create table budgets (book text, month text, category text, amount integer, primary key (book, month, category));
    create table closed_months (book text, month text, primary key (book, month));
    create table totals (book text, month text, category text, spent integer, count integer, primary key (book, month, category));
    create table expenses (book text, id text, category text, amount integer, date text, description text, created text, primary key (book, id));
    create index expenses_by_date on expenses (book, date, created, id);
    create index expenses_by_category on expenses (book, category, date, created, id);
    insert into books values ('b', 0, 500000)`)
  const ids = ['Travel', 'Grocery', 'Entertainment', 'Food & Dining', 'Gifts & Donation'].map((name) => {
    const id = randomUUID()
    database.prepare(`insert into categories values ('b', ?, ?, 0)`).run(id, name)
    database.prepare(`insert into budgets values ('b', '2026-02', ?, 100000)`).run(id)
    return id
  })
  const app = new Hono()
  app.get('/api/budgets/budgets/utilization/', reporter(database))
  app.post('/api/expenses/create/', recorder(database))
  return { app, category: ids[0] ?? '' }
}

function recorder(database: DatabaseSyncInstance): Handler {
  const begin = database.prepare('begin immediate')
  const commit = database.prepare('commit')
  const rollback = database.prepare('rollback')
  const touch = database.prepare(`update books set revision = revision + 1 where id = 'b'`)
  const category = database.prepare(`select archived from categories where book = 'b' and id = ?`)
  const closed = database.prepare(`select 1 from closed_months where book = 'b' and month = ?`)
  const insert = database.prepare(`insert into expenses values ('b', ?, ?, ?, ?, ?, ?)`)
  const count = database.prepare(`
    insert into totals values ('b', ?, ?, ?, 1)
    on conflict (book, month, category) do update set spent = spent + excluded.spent, count = count + 1`)
  return async (context) => {
    const parsed = expenseSchema.safeParse(await context.req.json<unknown>())
    if (!parsed.success) return context.json({ error: parsed.error.issues }, 400)
    const { date, description } = parsed.data
    const cents = centsOf(parsed.data.amount)
    if (cents === 0) return context.json({ error: 'An expense cannot be zero' }, 400)
    const month = date.slice(0, 7)
    const [id, created] = [randomUUID(), new Date().toISOString()]
    begin.run()
    try {
      touch.run()
      const found = category.get(parsed.data.category) as { readonly archived: number } | undefined
      const refused = found
        ? found.archived
          ? 'archived'
          : closed.get(month) !== undefined && 'closed'
        : 'not found'
      if (refused) {
        rollback.run()
        return context.json({ error: refused }, 400)
      }
      insert.run(id, parsed.data.category, cents, date, description, created)
      count.run(month, parsed.data.category, cents)
      commit.run()
    } catch (error) {
      rollback.run()
      throw error
    }
    const data = { id, ...parsed.data, amount: textOf(cents), created_at: created }
    return context.json({ message: 'Expense created', data }, 201)
  }
}

function reporter(database: DatabaseSyncInstance): Handler {
  const rows = database.prepare(`
    select c.id, c.name, b.amount as budget, coalesce(t.spent, 0) as spent
    from budgets b
    join categories c on c.book = b.book and c.id = b.category
    left join totals t on t.book = b.book and t.month = b.month and t.category = b.category
    where b.book = 'b' and b.month = ? order by c.name`)
  const limit = database.prepare(`select monthly_limit from books where id = 'b'`)
  return (context) => {
    const month = monthSchema.safeParse(context.req.query('month'))
    if (!month.success) return context.json({ error: month.error.issues }, 400)
    const found = rows.all(month.data) as unknown as readonly Row[]
    const { monthly_limit } = limit.get() as { readonly monthly_limit: number }
    const total = (of: (row: Row) => number) => found.reduce((sum, row) => sum + of(row), 0)
    const [budget, spent] = [total((row) => row.budget), total((row) => row.spent)]
    return context.json({
      message: 'Budget utilization',
      data: found.map((row) => ({ category_id: row.id, category_name: row.name, ...lineOf(row) })),
      summary: {
        ...lineOf({ budget, spent }),
        monthly_budget_limit: monthly_limit / 100,
        is_within_limit: budget <= monthly_limit,
      },
    })
  }
}

function lineOf({ budget, spent }: Pick<Row, 'budget' | 'spent'>) {
  const used = budget === 0 ? 0 : Math.round((spent / budget) * 10_000) / 100
  const status = spent > budget ? 'over_budget' : used >= 90 ? 'critical' : used >= 75 ? 'warning' : 'good'
  return {
    budget: budget / 100,
    spent: spent / 100,
    remaining: (budget - spent) / 100,
    percentage_used: used,
    status,
  }
}

function centsOf(amount: string): number {
  const [whole = '', decimals = ''] = amount.replace('-', '').split('.')
  return Number(whole + decimals.padEnd(2, '0')) * (amount.startsWith('-') ? -1 : 1)
}

function textOf(cents: number): string {
  return (cents / 100).toFixed(2)
}
