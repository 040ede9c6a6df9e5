// The layers of src, bottom to top; a folder may import what stands below it, and itself:
//
//   errors
//   money, calendar          neither imports the other
//   model
//   utilization
//   policy, storage          neither imports the other
//   book
//   index.ts                 the root entry; reaches no subpath
//   http, indexeddb, sql, testing  subpath entries; nothing else imports them
//
// Type imports count like any other: a type that points upwards is a dependency for whoever reads or moves the file.

const below = {
  errors: [],
  money: ['errors'],
  calendar: ['errors'],
  model: ['errors', 'money', 'calendar'],
  utilization: ['errors', 'money', 'calendar', 'model'],
  policy: ['errors', 'money', 'calendar', 'model', 'utilization'],
  storage: ['errors', 'money', 'calendar', 'model', 'utilization'],
  book: ['errors', 'money', 'calendar', 'model', 'utilization', 'policy', 'storage'],
}

const subpaths = ['http', 'indexeddb', 'sql', 'testing']
const packages = ['decimal\\.js', 'zod']
const packagesOf = {
  http: ['hono', '@hono/zod-openapi'],
  indexeddb: ['idb'],
  sql: ['kysely'],
  testing: ['fast-check'],
}

const folders = [...Object.keys(below), ...subpaths]
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

const subpathRules = subpaths.map((subpath) => ({
  name: `subpath-${subpath}`,
  comment: `nothing outside src/${subpath} imports it`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${subpath}/` },
  to: { path: `^src/${subpath}/` },
}))

const packageRules = [
  {
    name: 'packages',
    comment: 'src imports its declared packages and nothing else, so neither node built-ins nor test tools',
    severity: 'error',
    from: { path: '^src/', pathNot: `^src/${anyOf(Object.keys(packagesOf))}/` },
    to: { pathNot: `^src/|${inPackages(packages)}` },
  },
  ...Object.entries(packagesOf).map(([subpath, own]) => ({
    name: `packages-${subpath}`,
    comment: `src/${subpath} imports src, the declared packages and ${own.join(', ')}`,
    severity: 'error',
    from: { path: `^src/${subpath}/` },
    to: { pathNot: `^src/|${inPackages([...packages, ...own])}` },
  })),
]

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    ...subpathRules,
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
    tsConfig: { fileName: 'tsconfig.indexeddb.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
}
