// The faults that `npm run mutation:adapters` plants, at night: that each still fits the code that it breaks.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { historyMutants } from '../../scripts/mutants/lists/history.js'
import { holdMutants } from '../../scripts/mutants/lists/holds.js'
import { indexedDbMutants } from '../../scripts/mutants/lists/indexeddb.js'
import { localStorageMutants } from '../../scripts/mutants/lists/local-storage.js'
import { memoryMutants } from '../../scripts/mutants/lists/memory.js'
import { sqlMutants } from '../../scripts/mutants/lists/sql.js'
import type { Mutant } from '../../scripts/mutants/mutant.js'
import { root } from '../support/snippets/snippets.js'

const lists: Readonly<Record<string, readonly Mutant[]>> = {
  memory: memoryMutants,
  'local-storage': localStorageMutants,
  indexeddb: indexedDbMutants,
  sql: sqlMutants,
  ...Object.fromEntries(Object.entries(holdMutants).map(([name, list]) => [`${name}, holds`, list])),
  ...Object.fromEntries(Object.entries(historyMutants).map(([name, list]) => [`${name}, history`, list])),
}

describe.each(Object.entries(lists))('a fault in %s', (_name, list) => {
  it.each(list)('fits: $fault', ({ file, find, replace }) => {
    const parts = readFileSync(join(root, file), 'utf8').split(find)
    expect(parts).toHaveLength(2)
    expect(() => transformSync(parts.join(replace), { loader: 'ts' })).not.toThrow()
  })
})
