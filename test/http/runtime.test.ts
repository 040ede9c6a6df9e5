import { env, versions } from 'node:process'
import { expect, it } from 'vitest'

// scripts/runtimes.mjs names it: a test runner may start its workers in another runtime than its own.
const named = env['TEST_RUNTIME'] ?? 'node'

it(`these tests run in ${named}`, () => {
  const found = ['bun', 'deno'].find((runtime) => runtime in versions) ?? 'node'
  expect(found).toBe(named)
})
