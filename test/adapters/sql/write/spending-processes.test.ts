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

it.each(['spend', 'hold'])(
  'two processes on one file that ask for 2,000 cents by %s under a limit of 1,000 get 1,000',
  async (way) => {
    const folder = await temporaryFolder()
    const file = join(folder.path, 'books.db')
    const options = { db: sqliteKysely(file, undefined, { journal_mode: 'wal' }), dialect: 'sqlite' } as const
    await migrate(options)
    const book = await openBudgetBook({ storage: createSqlAdapter(options) })
    await book.settings.update({ currency: 'USD', monthlyLimit: '10.00' })
    const { id } = await book.categories.create({ name: 'Travel' })
    const children = await Promise.all([start(file, id), start(file, id)])
    const accepted = await Promise.all(children.map(async (child) => ask(child, `${way} 1000`)))
    expect(accepted.reduce((sum, count) => sum + Number(count), 0)).toBe(1_000)
    expect((await book.utilization('2026-02')).summary).toMatchObject({ totalSpent: '10.00', held: '0.00' })
    expect(await verify(options, 'default')).toEqual([])
    for (const child of children) child.disconnect()
    await Promise.all(children.map(async (child) => once(child, 'exit')))
    await options.db.destroy()
    await folder.remove()
  },
  60_000,
)
