// Breaks each adapter on purpose, one plausible fault at a time, and checks that the conformance suite alone notices.
// Run npm run mutation:adapters, with the name of an adapter to check only that one.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { AdapterName } from './harnesses.js'
import { historyMutants } from './lists/history.js'
import { holdMutants } from './lists/holds.js'
import { indexedDbMutants } from './lists/indexeddb.js'
import { localStorageMutants } from './lists/local-storage.js'
import { memoryMutants } from './lists/memory.js'
import { sqlMutants } from './lists/sql.js'
import type { Mutant } from './mutant.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const mutants: Readonly<Record<AdapterName, readonly Mutant[]>> = {
  memory: memoryMutants,
  'local-storage': localStorageMutants,
  indexeddb: indexedDbMutants,
  sql: sqlMutants,
}
// Of 25, the suite may miss two.
const missesAllowed = 2
const patience = 120_000

function withFault({ file, find, replace, fault }: Mutant): Plugin {
  return {
    name: 'with-fault',
    setup(bundle) {
      bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (relative(root, path) !== file) return null
        const source = readFileSync(path, 'utf8')
        if (source.split(find).length !== 2) throw new Error(`${fault}: ${file} has not one ${find}`)
        return { contents: source.replace(find, () => replace), loader: 'ts' }
      })
    },
  }
}

/** The first case that fails, or `null`. */
async function firstFailure(adapter: AdapterName, mutant: Mutant | null): Promise<string | null> {
  const outfile = `${root}/reports/mutants/${adapter}.mjs`
  await build({
    entryPoints: [fileURLToPath(new URL('prove.ts', import.meta.url))],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    plugins: mutant ? [withFault(mutant)] : [],
  })
  const { stdout, status } = spawnSync(process.execPath, [outfile, adapter], {
    encoding: 'utf8',
    timeout: patience,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  if (status !== 0) return 'the process ended, or did not end'
  const [first = null] = JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as readonly string[]
  return first
}

const chosen = process.argv.slice(2) as AdapterName[]
for (const adapter of chosen.length > 0 ? chosen : (Object.keys(mutants) as AdapterName[])) {
  const sound = await firstFailure(adapter, null)
  if (sound !== null) throw new Error(`${adapter} fails without a fault: ${sound}`)
  let missed = 0
  const list = [...mutants[adapter], ...holdMutants[adapter], ...(historyMutants[adapter] ?? [])]
  for (const mutant of list) {
    const failure = await firstFailure(adapter, mutant)
    if (failure === null) missed++
    console.log(
      `${failure === null ? 'MISSED' : 'caught'}  ${adapter}: ${mutant.fault}${failure ? ` (${failure})` : ''}`,
    )
  }
  const { length } = list
  console.log(`${adapter}: ${length - missed} of ${length} caught\n`)
  if (length < 25 || missed > missesAllowed) process.exitCode = 1
}
