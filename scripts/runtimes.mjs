// Runs the tests of the REST API in Bun and in Deno, both from npm. Left out are those of the example server and of races,
// which are about Node and its SQLite driver.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import process from 'node:process'

const runtimes = {
  bun: ['bun', '--bun'],
  deno: ['deno', 'run', '--allow-all'],
}
const aboutNode = new Set(['races.test.ts', 'server.test.ts'])
const tests = readdirSync('test/http').filter((name) => name.endsWith('.test.ts') && !aboutNode.has(name))

for (const [runtime, command] of Object.entries(runtimes)) {
  console.log(`\n${runtime}`)
  const files = [...tests.map((name) => `test/http/${name}`), 'test/http/client/typed-client.test.ts']
  const { status } = spawnSync(
    'npx',
    ['--no', '--', ...command, 'node_modules/vitest/vitest.mjs', 'run', ...files],
    {
      stdio: 'inherit',
      env: { ...process.env, TEST_RUNTIME: runtime },
    },
  )
  if (status !== 0) process.exitCode = 1
}
