// A process that works on books: forked by workers.ts, which says what it can be asked.
import { exit, pid } from 'node:process'
import type { PoolConfig } from 'pg'
import {
  enforcePolicy,
  enforceSpending,
  isBudgetBookError,
  openBudgetBook,
  sumAmounts,
  type BudgetBook,
  type StorageAdapter,
} from 'budgetbook'
import type { View } from 'budgetbook/adapter'
import { createSqlAdapter, migrate } from 'budgetbook/sql'
import { kyselyOf } from './use-kysely.js'
import type { WorkerAnswer, WorkerTask } from './workers.js'

async function connectTo(connection: PoolConfig, categoryId: string) {
  const options = { db: kyselyOf(connection), dialect: 'postgres' } as const
  const storage = createSqlAdapter(options)
  // Where there are no tables yet, there is no book to open.
  const policies = { allocationPolicy: enforcePolicy(), spendingPolicy: enforceSpending({ of: ['limit'] }) }
  const book = await openBudgetBook({ storage, ...policies }).catch(() => null)
  return { categoryId, options, storage, book }
}

let connected: Awaited<ReturnType<typeof connectTo>> | null = null

async function raiseOnce(storage: StorageAdapter): Promise<void> {
  const decide = ({ budgets }: View) => {
    const budget = budgets.get('counter')
    if (!budget) throw new Error('There is no counter')
    const value = { ...budget, amount: sumAmounts([budget.amount, '0.01'], 'USD') }
    return { changes: [{ op: 'put', type: 'budget', value } as const], receipt: {} }
  }
  await storage.transact('default', () => ({ budgets: ['counter'] }), decide, { operation: null, source: '' })
}

async function spendOne(book: BudgetBook, categoryId: string, by: 'spend' | 'hold'): Promise<void> {
  const asked = { categoryId, amount: '0.01', date: '2026-02-14' }
  if (by === 'spend') await book.expenses.spend(asked)
  else await book.holds.commit((await book.holds.place(asked)).hold.id)
}

/** Spends a cent again and again; gives how often that was accepted. */
async function spendCents(book: BudgetBook, categoryId: string, times: number, by: 'spend' | 'hold') {
  let accepted = 0
  for (let time = 0; time < times; time++) {
    try {
      await spendOne(book, categoryId, by)
      accepted++
    } catch (error) {
      if (!isBudgetBookError(error, 'spending_rejected')) throw error
    }
  }
  return accepted
}

async function perform(task: WorkerTask): Promise<string | undefined> {
  if (task.do === 'connect') {
    connected = await connectTo(task.connection, task.categoryId)
    return undefined
  }
  if (!connected) throw new Error('This worker is not connected')
  const { categoryId, options, storage, book } = connected
  switch (task.do) {
    case 'disconnect':
      connected = null
      await options.db.destroy()
      return undefined
    case 'budget':
      return (await book?.budgets.create({ categoryId, month: task.month, amount: task.amount }))?.budget.id
    case 'raise':
      for (let time = 0; time < task.times; time++) await raiseOnce(storage)
      return undefined
    case 'record':
      for (let time = 0; time < task.times; time++)
        await book?.expenses.record({ categoryId, amount: '0.01', date: '2026-02-14' })
      return undefined
    case 'spend':
      return book ? String(await spendCents(book, categoryId, task.times, task.by)) : undefined
    case 'hold': {
      const { amount, expiresAt } = task
      return (await book?.holds.place({ categoryId, amount, expiresAt, date: '2026-02-14' }))?.hold.id
    }
    case 'category': {
      const { bookId, operationId } = task
      const other = await openBudgetBook({ storage, bookId })
      return (await other.categories.create({ name: 'Travel' }, { operationId })).id
    }
    case 'lower':
      await book?.settings.update({ monthlyLimit: task.limit })
      return undefined
    case 'migrate':
      await migrate({ ...options, tablePrefix: task.tablePrefix })
      return undefined
  }
}

process.on('message', (task: WorkerTask) => {
  const start = performance.now()
  void perform(task)
    .then(
      (id) => ({ code: 'ok', ...(id === undefined ? {} : { id }) }),
      (error: unknown) => ({ code: isBudgetBookError(error) ? error.code : String(error) }),
    )
    .then((outcome) => {
      const answer: WorkerAnswer = { ...outcome, milliseconds: performance.now() - start, pid }
      process.send?.(answer)
    })
})
process.on('disconnect', () => exit())
process.send?.('ready')
