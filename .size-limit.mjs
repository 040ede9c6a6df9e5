// What an app pays for an import, minified and gzipped, dependencies included. size-limit leaves peers out unless told
// otherwise; zod is counted all the same, because an app that did not use it before does pay for it.
import { builtFrom } from './scripts/entries.mjs'

/** @param {{ external?: string[] }} config */
const withPeers = (config) => ({ ...config, external: [], format: 'esm' })

/**
 * @param {string} name
 * @param {string} imported
 * @param {string} limit
 */
const check = (name, imported, limit) => ({
  name,
  path: builtFrom('src/index.ts'),
  import: imported,
  gzip: true,
  limit,
  modifyEsbuildConfig: withPeers,
})

export default [
  // Each limit is what it takes now, with 5 % of room. decimal.js is 13 kB of the last two, and zod 7 kB.
  // A dashboard that only computes a report reaches neither.
  check('computeUtilization', '{ computeUtilization }', '5.4 kB'),
  // The least that keeps a book.
  check('openBudgetBook with the memory adapter', '{ openBudgetBook, createMemoryAdapter }', '48.5 kB'),
  // Below what a page's framework costs.
  check('everything', '*', '59.5 kB'),
]
