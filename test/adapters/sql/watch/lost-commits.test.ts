// A commit whose answer is lost, and that this process finds in the book: it is its own, and is told of once.
import { expect, it, onTestFinished } from 'vitest'
import { openBudgetBook, type BookEvent } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { driverError, FaultyKysely } from '../../../support/sql/failing-statements.js'
import { pgliteDialect, pgliteOptions } from '../../../support/sql/databases.js'

/** An adapter that asks for news only when it is woken. In PGlite, a commit is one statement. */
async function setUp() {
  const options = await pgliteOptions()
  const faulty = new FaultyKysely(pgliteDialect())
  let wake = (): void => undefined
  const watch = {
    every: 1_000_000,
    wake: (poll: () => void) => {
      wake = poll
      return () => undefined
    },
  }
  const storage = createSqlAdapter({ ...options, db: faulty.db, watch })
  onTestFinished(async () => storage.close())
  const book = await openBudgetBook({ storage })
  const other = await openBudgetBook({ storage: createSqlAdapter(options) })
  const { id: categoryId } = await book.categories.create({ name: 'Food' })
  const heard: BookEvent['origin'][] = []
  book.subscribe(({ origin }) => heard.push(origin))
  /** Asks for news, and waits for what comes of it. */
  const ask = async (): Promise<void> => {
    wake()
    await other.categories.list()
    await book.categories.list()
  }
  const expense = { categoryId, amount: '5.00', date: '2026-02-14' }
  return { faulty, book, other, heard, ask, expense }
}

const lost = { at: /with gate as/, when: 'after', error: driverError() } as const

it.each([undefined, 'named'])('is told of once (name of the operation: %s)', async (operationId) => {
  const { faulty, book, heard, ask, expense } = await setUp()
  faulty.arm(lost)
  await book.expenses.record(expense, { operationId })
  expect(faulty.struck).not.toBeNull()
  await ask()
  expect(heard).toEqual(['local'])
  expect((await book.expenses.list()).items).toHaveLength(1)
})

it('hides no commit of others that came before it was found', async () => {
  const { faulty, book, other, heard, ask, expense } = await setUp()
  const meanwhile = async () => void (await other.categories.create({ name: 'Travel' }))
  faulty.arm({ ...lost, meanwhile })
  await book.expenses.record(expense, { operationId: 'named' })
  expect(faulty.struck).not.toBeNull()
  await ask()
  await ask()
  expect(heard).toEqual(['local', 'remote'])
})
