import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, execPath } from 'node:process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { root } from '../support/snippets/snippets.js'
import { runOnSources } from '../../scripts/entries.mjs'

const run = promisify(execFile)
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-'))
  // Where this is root, the server runs as somebody else, who has to get in.
  await chmod(folder, 0o755)
})
afterEach(async () => rm(folder, { recursive: true, force: true }))

async function runDemo(args: readonly string[] = [], more: NodeJS.ProcessEnv = {}): Promise<string> {
  const { stdout, stderr } = await run(
    execPath,
    [...runOnSources, 'scripts/postgres/demo.ts', ...args],
    // Servers make their folders in there, so that whatever is left of one is found.
    { cwd: root, env: { ...env, TMPDIR: folder, ...more } },
  )
  expect(stderr).toBe('')
  return stdout
}

async function whatIsLeft(): Promise<string[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'args='])
  const processes = stdout.split('\n').filter((line) => line.includes(folder))
  return [...processes, ...(await readdir(folder)).filter((name) => name.startsWith('postgres-'))]
}

const numbers = `
Travel: 700.00 of 2000.00, 35 %, good
Grocery: 300.00 of 1500.00, 20 %, good
Entertainment: 800.00 of 1000.00, 80 %, warning
Food & Dining: 600.00 of 1500.00, 40 %, good
Gifts & Donation: 0.00 of 2000.00, 0 %, good
Spent 2400.00 of 8000.00 (30 %)
Warning: Combined category budgets (8000.00) exceed monthly limit (5000.00) by 3000.00
`

it('the demo reports the reference scenario, lets one process win each race, and leaves nothing behind', async () => {
  const output = await runDemo()
  expect(output).toContain('Kept in PostgreSQL: isolation database')
  expect(output).toContain(numbers)
  expect(output).toContain('4 processes raced 20 times under enforce: 20 times one was accepted')
  expect(output).toContain('Rows that do not fit together: 0')
  expect(output).toContain('The server was stopped, and its folder removed')
  expect(await whatIsLeft()).toEqual([])
})

it('a demo that fails says so, and leaves nothing behind either', async () => {
  // The server starts, and the example may not make its tables.
  const demo = runDemo([], { PGOPTIONS: '-c default_transaction_read_only=on' })
  await expect(demo).rejects.toMatchObject({ code: 1 })
  expect(await whatIsLeft()).toEqual([])
})

it.each([
  ['without a server it runs on PGlite, and says why', [], '/nowhere'],
  ['where --pglite asks for it, it runs on PGlite and starts no server', ['--pglite'], undefined],
])('%s', async (_, args, binaries) => {
  const output = await runDemo(args, binaries === undefined ? {} : { POSTGRES_BIN: binaries })
  expect(output.includes('there is no PostgreSQL server there')).toBe(binaries !== undefined)
  expect(output).toContain('Kept in PGlite: isolation database')
  expect(output).toContain(numbers)
  expect(output).toContain(
    '4 adapters in one process raced 20 times under enforce: 20 times one was accepted',
  )
  expect(await whatIsLeft()).toEqual([])
})
