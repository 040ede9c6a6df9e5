// What an app pays for an import, minified and gzipped, dependencies included. size-limit leaves peers out unless told
// otherwise; zod is counted all the same, because an app that did not use it before does pay for it.
/** @param {{ external?: string[] }} config */
const withPeers = (config) => ({ ...config, external: [], format: 'esm' })

export default [
  {
    // A dashboard that only computes a report. 16 kB is the report, the money and calendar code and the ISO 4217 table;
    // zod alone (25 kB) or decimal.js alone (13 kB) slipping in would break it.
    name: 'computeUtilization',
    path: 'dist/index.js',
    import: '{ computeUtilization }',
    gzip: true,
    limit: '16 kB',
    modifyEsbuildConfig: withPeers,
  },
  {
    // Everything: zod's share of 25 kB is the largest part. 52 kB keeps the whole library below what a page's framework
    // costs; one of them is what keeps the tabs of a localStorage apart, and the last what makes a record as fast among a
    // million expenses as among a thousand.
    name: 'everything',
    path: 'dist/index.js',
    import: '*',
    gzip: true,
    limit: '52 kB',
    modifyEsbuildConfig: withPeers,
  },
]
