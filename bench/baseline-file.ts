import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Baseline } from './regressions.js'
import type { Settings } from './settings.js'

const path = fileURLToPath(new URL('baseline.json', import.meta.url))

/** A quick run goes through other sizes than a full one, and for a shorter time: each is compared with its own kind. */
type Kept = Readonly<Record<'quick' | 'full', Baseline>>

/** The ratios that are committed. */
export function readBaseline({ quick }: Settings): Baseline {
  return readAll()[quick ? 'quick' : 'full']
}

/** Writes those of some sections, and leaves the others, and those of the other kind, as they are. */
export function writeBaseline(baseline: Baseline, { quick }: Settings): void {
  const all = readAll()
  const kind = quick ? 'quick' : 'full'
  const kept: Kept = { ...all, [kind]: { ...all[kind], ...baseline } }
  writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`)
}

function readAll(): Kept {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kept) : { quick: {}, full: {} }
}
