import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Baseline } from './regressions.js'

const path = fileURLToPath(new URL('baseline.json', import.meta.url))

/** The ratios that are committed. */
export function readBaseline(): Baseline {
  return JSON.parse(readFileSync(path, 'utf8')) as Baseline
}

/** Writes them, sorted by section as measured. */
export function writeBaseline(baseline: Baseline): void {
  writeFileSync(path, `${JSON.stringify(baseline, null, 2)}\n`)
}
