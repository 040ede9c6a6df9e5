// What an app pays for an import, minified and gzipped, dependencies included. size-limit leaves peers out unless told
// otherwise; zod is counted all the same, because an app that did not use it before does pay for it.
import { builtFrom } from './scripts/entries.mjs'

/** @param {{ external?: string[] }} config */
const withPeers = (config) => ({ ...config, external: [], format: 'esm' })

/** @param {{ external?: string[] }} config */
const withoutReact = (config) => ({ ...config, external: ['react'], format: 'esm' })

/**
 * @param {string} name
 * @param {string} imported
 * @param {string} limit
 * @param {string} source - The entry.
 */
const check = (name, imported, limit, source = 'src/index.ts') => ({
  name,
  path: builtFrom(source),
  import: imported,
  gzip: true,
  limit,
  modifyEsbuildConfig: withPeers,
})

export default [
  // Each limit is what it takes now, with 5 % of room. decimal.js is 13 kB of the last two, and zod 7 kB.
  // A dashboard that only computes a report reaches neither.
  check('computeUtilization', '{ computeUtilization }', '5.9 kB'),
  // The least that keeps a book.
  check('openBudgetBook with the memory adapter', '{ openBudgetBook, createMemoryAdapter }', '69 kB'),
  // Below what a page's framework costs.
  check('everything', '*', '82.5 kB'),
  // The store under every front end, and the hooks over it: an app of React has React already.
  check('observe', '{ observe }', '2.2 kB'),
  { ...check('budgetbook/react', '*', '2.9 kB', 'src/react/index.ts'), modifyEsbuildConfig: withoutReact },
  check('messagesByField', '{ messagesByField }', '640 B'),
  // Each pure function alone, so that a page pays only for those that it shows.
  ...[
    'computeRollover',
    'computePace',
    'cumulativeSpending',
    'summarizeMonths',
    'compareMonths',
    'suggestBudgets',
    'summarizeGroups',
    'occurrences',
    'draftExpenses',
    'prorate',
    'filterExpenses',
    'summarizeBy',
    'explainUtilization',
  ].map((name) => check(name, `{ ${name} }`, '6.3 kB', 'src/planning/index.ts')),
  // Seven kinds of templates, with averages, schedules and shares.
  check('planMonth', '{ planMonth }', '8.7 kB', 'src/planning/index.ts'),
]
