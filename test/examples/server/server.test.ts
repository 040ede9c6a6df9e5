import { execFile } from 'node:child_process'
import { execPath } from 'node:process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { root } from '../../support/snippets/snippets.js'
import { runOnSources } from '../../../scripts/entries.mjs'

it('the server runs the reference scenario by real requests, and ends in order at SIGTERM', async () => {
  const { PATH } = process.env
  const run = promisify(execFile)(execPath, [...runOnSources, 'scripts/http/demo.ts'], {
    cwd: root,
    env: { PATH },
  })
  const { stdout, stderr } = await run
  expect(stderr).toBe('')
  expect(stdout).toContain('400 {"error":"Total budgets (6000.00) exceed your monthly limit (5000.00)"')
  expect(stdout).toContain('The server was stopped by SIGTERM, and ended in order')
  expect(stdout.trim().split('\n').at(-1)).toBe('Everything came out as in the reference scenario')
}, 60_000)
