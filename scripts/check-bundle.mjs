// Checks what must not be in a bundle. A size limit alone would let a dependency in when something else becomes
// smaller.
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @type {{ name: string, code: string, forbidden: string[] }[]} */
const bundles = [
  {
    name: 'computeUtilization',
    code: "export { computeUtilization } from './dist/esm/index.js'",
    forbidden: ['zod', 'decimal.js', 'date-fns', '@date-fns/utc', 'fast-check'],
  },
  {
    name: 'budgetbook/planning',
    code: "export * from './dist/esm/planning/index.js'",
    forbidden: ['zod', 'decimal.js', 'fast-check'],
  },
  {
    name: 'the root entry',
    code: "export * from './dist/esm/index.js'",
    forbidden: ['fast-check', 'hono', '@hono/zod-openapi', 'idb', 'kysely'],
  },
  {
    name: 'an app in a browser',
    code: "export { openBudgetBook } from './dist/esm/index.js'; export * from './dist/esm/adapters/indexeddb/index.js'",
    forbidden: ['fast-check', 'kysely'],
  },
  {
    name: 'a REST server',
    code: "export { openBudgetBook } from './dist/esm/index.js'; export * from './dist/esm/http/index.js'",
    forbidden: ['fast-check', 'idb', 'kysely'],
  },
  {
    name: 'a server on SQL',
    code: "export { openBudgetBook } from './dist/esm/index.js'; export * from './dist/esm/adapters/sql/index.js'",
    forbidden: ['fast-check', 'idb'],
  },
]

/** @param {string} code */
async function packagesIn(code) {
  const result = await build({
    stdin: { contents: code, resolveDir: root, loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    metafile: true,
    write: false,
    logLevel: 'warning',
  })
  /** @type {Map<string, number>} */
  const bytes = new Map()
  for (const output of Object.values(result.metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]
      if (name !== undefined && bytesInOutput > 0) bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput)
    }
  }
  return bytes
}

for (const { name, code, forbidden } of bundles) {
  const found = await packagesIn(code)
  const listed = [...found].map(([dependency, bytes]) => `${dependency} (${bytes} bytes)`)
  console.log(`${name}: ${listed.length === 0 ? 'no dependencies' : listed.join(', ')}`)
  for (const dependency of forbidden) {
    if (!found.has(dependency)) continue
    console.error(`  must not contain ${dependency}`)
    process.exitCode = 1
  }
}
