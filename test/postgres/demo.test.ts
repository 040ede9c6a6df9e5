import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { execPath } from 'node:process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { root } from '../support/snippets.js'

const run = promisify(execFile)

it('the demo reports the reference scenario, lets one process win each race, and leaves nothing behind', async () => {
  const { stdout } = await run(execPath, ['--import', 'tsx', 'scripts/postgres/demo.ts'], { cwd: root })
  expect(stdout).toContain('Kept in PostgreSQL: isolation database')
  expect(stdout).toContain('Spent 2400.00 of 8000.00 (30 %)')
  expect(stdout).toContain('exceed monthly limit (5000.00) by 3000.00')
  expect(stdout).toContain('4 processes raced 20 times under enforce: 20 times one was accepted')
  expect(stdout).toContain('Rows that do not fit together: 0')
  expect(stdout).toContain('The server was stopped, and its folder removed')
})

it('without a server it runs on PGlite, and says why', async () => {
  const env = { ...process.env, POSTGRES_BIN: '/nowhere' }
  expect(existsSync('/nowhere')).toBe(false)
  const { stdout } = await run(execPath, ['--import', 'tsx', 'scripts/postgres/demo.ts'], { cwd: root, env })
  expect(stdout).toContain('there is no PostgreSQL server there')
  expect(stdout).toContain('Kept in PGlite')
  expect(stdout).toContain(
    '4 adapters in one process raced 20 times under enforce: 20 times one was accepted',
  )
})
