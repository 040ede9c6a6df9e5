// The layers of src, bottom to top; a folder may import what stands below it, and itself:
//
//   lib                      knows no budget
//   errors
//   money, calendar          neither imports the other
//   model
//   utilization
//   planning                 an entry of its own; the book uses it too
//   policy, storage          neither imports the other; storage/kit stands on storage
//   exchange                 rows of files: what both the book and the entries for files use
//   adapters, book           neither imports the other; no adapter imports another one
//   observe                  reads of a book that front ends repeat
//   index.ts                 the root entry; reaches no other entry but the memory and localStorage adapters
//   http, testing, csv, journal, react   entries of their own; nothing else imports them
//
// Type imports count like any other: a type that points upwards is a dependency for whoever reads or moves the file.

const below = {
  lib: [],
  errors: ['lib'],
  money: ['lib', 'errors'],
  calendar: ['lib', 'errors'],
  model: ['lib', 'errors', 'money', 'calendar'],
  utilization: ['lib', 'errors', 'money', 'calendar', 'model'],
  planning: ['lib', 'errors', 'money', 'calendar', 'model', 'utilization'],
  policy: ['lib', 'errors', 'money', 'calendar', 'model', 'utilization'],
  storage: ['lib', 'errors', 'money', 'calendar', 'model', 'utilization'],
  adapters: ['lib', 'errors', 'money', 'calendar', 'model', 'storage'],
  exchange: ['lib', 'errors', 'money', 'calendar', 'model', 'utilization'],
  book: [
    'lib',
    'errors',
    'money',
    'calendar',
    'model',
    'utilization',
    'planning',
    'policy',
    'storage',
    'exchange',
  ],
  observe: ['lib', 'errors', 'calendar', 'book'],
}

const adapters = ['memory', 'local-storage', 'indexeddb', 'sql']
const entries = ['http', 'testing', 'csv', 'journal', 'react', 'adapters/indexeddb', 'adapters/sql']
const packages = ['decimal\\.js', 'date-fns', '@date-fns/utc', 'zod']
const packagesOf = {
  http: ['hono', '@hono/zod-openapi'],
  csv: ['papaparse'],
  react: ['react', '@types/react'],
  'adapters/indexeddb': ['idb'],
  'adapters/sql': ['kysely'],
  testing: ['fast-check'],
}

const folders = [...Object.keys(below), 'http', 'testing', 'csv', 'journal', 'react']
/** @param {string[]} names */
const anyOf = (names) => `(?:${names.join('|')})`
/** @param {string[]} names */
const inPackages = (names) => `(?:^|/)node_modules/${anyOf(names)}/`

const layerRules = Object.entries(below).map(([layer, lower]) => ({
  name: `layer-${layer}`,
  comment: `src/${layer} imports only ${['itself', ...lower].join(', ')}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/${anyOf([layer, ...lower])}/` },
}))

const entryRules = entries.map((entry) => ({
  name: `entry-${entry.replace('/', '-')}`,
  comment: `nothing outside src/${entry} imports it`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${entry}/` },
  to: { path: `^src/${entry}/` },
}))

const adapterRules = [
  ...adapters.map((adapter) => ({
    name: `adapter-${adapter}`,
    comment: `no other adapter imports src/adapters/${adapter}`,
    severity: 'error',
    from: { path: `^src/adapters/`, pathNot: `^src/adapters/${adapter}/` },
    to: { path: `^src/adapters/${adapter}/` },
  })),
  {
    name: 'storage-contract',
    comment: 'the contract of storage does not import the kit that helps to keep it',
    severity: 'error',
    from: { path: '^src/storage/[^/]+$' },
    to: { path: '^src/storage/kit/' },
  },
]

const packageRules = [
  {
    name: 'packages',
    comment: 'src imports its declared packages and nothing else, so neither node built-ins nor test tools',
    severity: 'error',
    from: { path: '^src/', pathNot: `^src/${anyOf(Object.keys(packagesOf))}/` },
    to: { pathNot: `^src/|${inPackages(packages)}` },
  },
  ...Object.entries(packagesOf).map(([entry, own]) => ({
    name: `packages-${entry.replace('/', '-')}`,
    comment: `src/${entry} imports src, the declared packages and ${own.join(', ')}`,
    severity: 'error',
    from: { path: `^src/${entry}/` },
    to: { pathNot: `^src/|${inPackages([...packages, ...own])}` },
  })),
]

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    ...entryRules,
    ...adapterRules,
    ...packageRules,
    {
      name: 'known-folder',
      comment: 'every file of src belongs to a layer named at the top of this file',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `^src/(?:index\\.ts$|${anyOf(folders)}/)` },
    },
    {
      name: 'known-folder-importer',
      comment: 'every file of src belongs to a layer named at the top of this file',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(?:index\\.ts$|${anyOf(folders)}/)` },
      to: {},
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.tools.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
}
