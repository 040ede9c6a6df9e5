import { execFile } from 'node:child_process'
import { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { adapterConformance } from 'budgetbook/testing'
import { runOnSources } from '../../scripts/entries.mjs'

it('the conformance suite runs under node:test too', async () => {
  const script = fileURLToPath(new URL('./under-node-test.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(execPath, [
    ...[...runOnSources, '--test', '--test-reporter', 'tap'],
    script,
  ])
  const { length } = adapterConformance({ open: () => Promise.reject(new Error('not opened')) })
  expect(stdout).toContain(`# pass ${length}\n# fail 0\n`)
})
