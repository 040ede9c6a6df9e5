import { expect, it } from 'vitest'
import { runExample } from '../support/run-example.js'

// Waits for the disk at each commit of the suite, and disks differ.
const timeout = 120_000

it('custom-adapter passes every case of the conformance suite', { timeout }, async () => {
  const [, passed, all] = /^(\d+) of (\d+) cases passed\n$/.exec(await runExample('custom-adapter')) ?? []
  expect(passed).toBe(all)
  expect(Number(all)).toBeGreaterThan(50)
})
