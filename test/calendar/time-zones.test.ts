import { execFile } from 'node:child_process'
import { env, execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { runOnSources } from '../../scripts/entries.mjs'

const run = promisify(execFile)
const program = fileURLToPath(new URL('../support/print-calendar-digest.ts', import.meta.url))
const zones = ['America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Europe/London', 'Asia/Manila']

interface Printed {
  readonly clock: readonly string[]
  readonly digest: string
}

async function printedUnder(zone: string): Promise<Printed> {
  const { stdout } = await run(execPath, [...runOnSources, program], { env: { ...env, TZ: zone } })
  return JSON.parse(stdout) as Printed
}

it('gives the same results in every time zone that the machine can be in', async () => {
  const printed = await Promise.all(zones.map(printedUnder))
  // The machines do differ: their own clocks say something else for the same dates.
  expect(new Set(printed.map(({ clock }) => clock.join())).size).toBe(zones.length)
  expect(new Set(printed.map(({ digest }) => digest)).size).toBe(1)
})
