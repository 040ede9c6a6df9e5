// A process that works on a book in a SQLite file: forked by test/sql/processes.test.ts.
import { exit } from 'node:process'
import { DatabaseSync } from '@photostructure/sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { enforcePolicy, isBudgetBookError, openBudgetBook } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { nodeSqlite } from '../../../examples/node-sqlite.js'

const [, , file = '', categoryId = ''] = process.argv
// Nobody else is in this process, so the driver may wait for the file's lock.
const database = nodeSqlite(new DatabaseSync(file, { timeout: 5_000 }))
const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
const storage = createSqlAdapter({ db, dialect: 'sqlite' })
const book = await openBudgetBook({ storage, allocationPolicy: enforcePolicy() })

async function perform(task: string): Promise<void> {
  const [what, argument = ''] = task.split(' ')
  if (what === 'budget') await book.budgets.create({ categoryId, month: argument, amount: '60.00' })
  else
    for (let time = 0; time < Number(argument); time++)
      await book.expenses.record({ categoryId, amount: '0.01', date: '2026-02-14' })
}

process.on('message', (task: string) => {
  void perform(task)
    .then(
      () => 'ok',
      (error: unknown) => (isBudgetBookError(error) ? error.code : String(error)),
    )
    .then((answer) => process.send?.(answer))
})
process.on('disconnect', () => exit())
process.send?.('ready')
