import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter, migrate, verify } from 'budgetbook/sql'
import { sqliteKysely, temporaryFolder } from '../../../support/sql/databases.js'
import { bundledProgram } from '../../../../scripts/programs.js'

const program = fileURLToPath(new URL('../../../support/sql/sqlite-process.ts', import.meta.url))

async function start(file: string, categoryId: string): Promise<ChildProcess> {
  const child = fork(await bundledProgram(program), [file, categoryId])
  await once(child, 'message')
  return child
}

async function ask(child: ChildProcess, task: string): Promise<string> {
  child.send(task)
  const [answer] = (await once(child, 'message')) as [string]
  return answer
}

it.each(['delete', 'wal'])(
  'two processes on one file, journal mode %s: no expense is lost, and the limit holds',
  async (mode) => {
    const folder = await temporaryFolder()
    const file = join(folder.path, 'books.db')
    const options = { db: sqliteKysely(file, undefined, { journal_mode: mode }), dialect: 'sqlite' } as const
    await migrate(options)
    const book = await openBudgetBook({ storage: createSqlAdapter(options) })
    await book.settings.update({ currency: 'USD', monthlyLimit: '100.00' })
    const ids = [
      (await book.categories.create({ name: 'a' })).id,
      (await book.categories.create({ name: 'b' })).id,
    ]
    const children = await Promise.all(ids.map(async (id) => start(file, id)))

    expect(await Promise.all(children.map(async (child) => ask(child, 'record 200')))).toEqual(['ok', 'ok'])
    expect((await book.utilization('2026-02')).summary).toMatchObject({
      expenseCount: 400,
      totalSpent: '4.00',
    })

    for (let round = 0; round < 100; round++) {
      const month = `${2000 + Math.floor(round / 12)}-${String((round % 12) + 1).padStart(2, '0')}`
      const answers = await Promise.all(children.map(async (child) => ask(child, `budget ${month}`)))
      expect(answers.sort()).toEqual(['allocation_rejected', 'ok'])
    }
    expect(await verify(options, 'default')).toEqual([])
    for (const child of children) child.disconnect()
    await Promise.all(children.map(async (child) => once(child, 'exit')))
    await options.db.destroy()
    await folder.remove()
  },
  60_000,
)
