// A process that works on a book in a SQLite file: forked by test/sql/processes.test.ts.
import { exit } from 'node:process'
import { DatabaseSync } from '@photostructure/sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { enforcePolicy, enforceSpending, isBudgetBookError, openBudgetBook } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { nodeSqlite } from '../../../examples/node-sqlite.js'

const [, , file = '', categoryId = ''] = process.argv
// Nobody else is in this process, so the driver may wait for the file's lock.
const database = nodeSqlite(new DatabaseSync(file, { timeout: 5_000 }))
const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
const storage = createSqlAdapter({ db, dialect: 'sqlite' })
const book = await openBudgetBook({
  storage,
  allocationPolicy: enforcePolicy(),
  spendingPolicy: enforceSpending({ of: ['limit'] }),
})

async function spendOne(what: string): Promise<void> {
  const asked = { categoryId, amount: '0.01', date: '2026-02-14' }
  if (what === 'spend') await book.expenses.spend(asked)
  else await book.holds.commit((await book.holds.place(asked)).hold.id)
}

/** Spends a cent again and again; gives how often that was accepted. */
async function spendCents(what: string, times: number): Promise<number> {
  let accepted = 0
  for (let time = 0; time < times; time++) {
    try {
      await spendOne(what)
      accepted++
    } catch (error) {
      if (!isBudgetBookError(error, 'spending_rejected')) throw error
    }
  }
  return accepted
}

async function perform(task: string): Promise<string> {
  const [what, argument = ''] = task.split(' ')
  if (what === 'spend' || what === 'hold') return String(await spendCents(what, Number(argument)))
  if (what === 'budget') await book.budgets.create({ categoryId, month: argument, amount: '60.00' })
  else
    for (let time = 0; time < Number(argument); time++)
      await book.expenses.record({ categoryId, amount: '0.01', date: '2026-02-14' })
  return 'ok'
}

process.on('message', (task: string) => {
  void perform(task)
    .catch((error: unknown) => (isBudgetBookError(error) ? error.code : String(error)))
    .then((answer) => process.send?.(answer))
})
process.on('disconnect', () => exit())
process.send?.('ready')
