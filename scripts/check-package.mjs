// Installs the packed tarball into empty projects, as users do, and runs and type-checks small programs with it. This
// finds what tests of the sources cannot: a missing file, a wrong export condition, two copies of a class, or a type
// that an older compiler or a stricter setting cannot read.
//
// Without arguments, it uses the versions of the tests and the newest compilers. With --all, as in the nightly run,
// it also uses the oldest peers, every range of Kysely and older compilers.
import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { packTarball } from './pack.mjs'

const consumer = (/** @type {string} */ name) => fileURLToPath(new URL(`consumer/${name}`, import.meta.url))

/**
 * @type {{
 *   name: string
 *   exports: Record<string, unknown>
 *   peerDependencies: Record<string, string>
 *   devDependencies: Record<string, string>
 * }}
 */
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const entries = Object.keys(manifest.exports)
  .filter((key) => key !== './package.json')
  .map((key) => manifest.name + key.slice(1))
const peers = Object.entries(manifest.peerDependencies)
const testedPeers = peers.map(([name]) => `${name}@${manifest.devDependencies[name]}`)
// `^4` promises that 4.0.0 works.
const oldestPeers = peers.map(([name, range]) => `${name}@${oldestOf(range)}`)

const all = process.argv.includes('--all')
const typescripts = all ? ['5.4', '5.9', '6.0', '7.0'] : ['6.0', '7.0']
const resolutions = [
  { module: 'node16', moduleResolution: 'node16' },
  { module: 'preserve', moduleResolution: 'bundler' },
]

// Every supported range of Kysely, with its first and its newest version.
const kyselyRanges = (manifest.peerDependencies['kysely'] ?? '').split(' || ')
const newestKysely = `kysely@${kyselyRanges.at(-1)}`
const kyselys = all
  ? [
      ...kyselyRanges.map((range) => `kysely@${oldestOf(range)}`),
      ...kyselyRanges.map((range) => `kysely@${range}`),
    ]
  : [newestKysely]
// Every supported React, with its types: two versions do not fit into one project.
const reacts = ['18', '19']
// Node has its own SQLite since 22.5.
const sqliteDrivers = [
  'better-sqlite3',
  '@photostructure/sqlite',
  ...(isBuiltin('node:sqlite') ? ['node:sqlite'] : []),
]
const pglite = `@electric-sql/pglite@${manifest.devDependencies['@electric-sql/pglite']}`

/** @param {string} ranges */
function oldestOf(ranges) {
  const [range = ''] = ranges.split(' || ')
  const numbers = /^\^(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(range)
  if (!numbers) throw new Error(`cannot tell the oldest version in ${ranges}`)
  return numbers
    .slice(1)
    .map((number) => number ?? '0')
    .join('.')
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<string>}
 */
function run(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (/** @type {Buffer} */ chunk) => (output += chunk.toString())
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`))
    })
  })
}

/**
 * @param {string} folder
 * @param {object} packageJson
 * @param {readonly string[]} packages
 */
async function makeProject(folder, packageJson, packages) {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...packageJson }))
  // npm prefers its cache, so that a second run downloads nothing.
  await run(
    'npm',
    ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', ...packages],
    folder,
  )
}

/** @typedef {{ name: string, check: () => Promise<string> }} Task */

/**
 * @param {string} name
 * @param {string} folder
 * @param {{
 *   type: 'module' | 'commonjs'
 *   program: string
 *   packages: readonly string[]
 *   args?: readonly string[]
 *   allowScripts?: Record<string, boolean>
 * }} options
 * @returns {Task}
 */
function runtimeTask(name, folder, { type, program, packages, args = [], allowScripts = {} }) {
  return {
    name,
    async check() {
      await makeProject(folder, { type, allowScripts }, packages)
      copyFileSync(consumer(program), join(folder, program))
      return run(process.execPath, [program, JSON.stringify(entries), ...args], folder)
    },
  }
}

// Kysely 0.29 is only an ES module. CommonJS can load it if `require` accepts ES modules, as in Node since 20.19.
const resolutionsOfModules = [{ module: 'nodenext', moduleResolution: 'nodenext' }, ...resolutions.slice(1)]

/**
 * @param {string} folder
 * @param {string} version - The version of TypeScript.
 * @param {{ module: string, moduleResolution: string, jsx?: string, lib?: string[] }} settings
 * @param {readonly string[]} files
 */
function compile(folder, version, settings, files) {
  const config = `tsconfig.${version}.${settings.moduleResolution}.json`
  const compilerOptions = {
    ...settings,
    target: 'ES2022',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    types: [],
    noEmit: true,
  }
  writeFileSync(join(folder, config), JSON.stringify({ compilerOptions, files }))
  return run(process.execPath, [`node_modules/typescript-${version}/bin/tsc`, '-p', config], folder)
}

/**
 * @param {string} name
 * @param {string} folder
 * @param {readonly string[]} versions
 * @param {readonly { module: string, moduleResolution: string }[]} settings
 * @returns {Task[]}
 */
function typeTasks(name, folder, versions, settings) {
  // The same file in both formats: .mts reads the types of the `import` condition, .cts those of `require`.
  const files = ['consumer.mts', 'consumer.cts']
  for (const file of files) copyFileSync(consumer('consumer.ts'), join(folder, file))
  return versions.flatMap((version) =>
    settings.map((resolution) => ({
      name: `TypeScript ${version}, ${resolution.moduleResolution}${name}`,
      check: () => compile(folder, version, resolution, files),
    })),
  )
}

/**
 * A page of React: rendered on the server, and compiled.
 *
 * @param {string} version
 * @param {string} folder
 * @param {string} tarball
 * @returns {Task}
 */
function reactTask(version, folder, tarball) {
  const typescript = typescripts.at(-1) ?? ''
  const rendering = runtimeTask(`React ${version}`, folder, {
    type: 'module',
    program: 'react.mjs',
    packages: [
      tarball,
      ...['react', 'react-dom', '@types/react'].map((name) => `${name}@^${version}`),
      ...testedPeers.filter((peer) => peer.startsWith('zod@')),
      `typescript-${typescript}@npm:typescript@~${typescript}.0`,
    ],
    args: [version],
  })
  return {
    ...rendering,
    async check() {
      const output = await rendering.check()
      copyFileSync(consumer('react.tsx'), join(folder, 'react.tsx'))
      for (const resolution of resolutions) {
        const settings = { ...resolution, jsx: 'react-jsx', lib: ['ES2022', 'DOM'] }
        await compile(folder, typescript, settings, ['react.tsx'])
      }
      return output
    },
  }
}

/** @param {readonly Task[]} tasks */
async function runAll(tasks) {
  const queue = [...tasks]
  const worker = async () => {
    for (let task = queue.shift(); task; task = queue.shift()) {
      const start = performance.now()
      let outcome = 'ok'
      let output
      try {
        output = await task.check()
      } catch (error) {
        process.exitCode = 1
        outcome = 'FAILED'
        output = error instanceof Error ? error.message : String(error)
      }
      console.log(`${outcome} ${task.name} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
      if (output.trim() !== '') console.log(output.trim().replaceAll(/^/gm, '     '))
    }
  }
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker))
}

const folder = mkdtempSync(join(tmpdir(), 'budgetbook-package-'))
try {
  const tarball = packTarball(join(folder, 'tarball'))
  const aliases = typescripts.map((version) => `typescript-${version}@npm:typescript@~${version}.0`)
  const types = join(folder, 'types')
  const newestTypes = join(folder, 'newest-types')
  const otherPeers = testedPeers.filter((peer) => !peer.startsWith('kysely@'))
  await runAll([
    runtimeTask('ES modules', join(folder, 'esm'), {
      type: 'module',
      program: 'consumer.mjs',
      packages: [tarball, ...testedPeers],
    }),
    runtimeTask('CommonJS', join(folder, 'cjs'), {
      type: 'commonjs',
      program: 'consumer.cjs',
      packages: [tarball, ...testedPeers],
    }),
    ...(all
      ? [
          runtimeTask('ES modules, oldest peers', join(folder, 'oldest'), {
            type: 'module',
            program: 'consumer.mjs',
            packages: [tarball, ...oldestPeers],
          }),
        ]
      : []),
    ...(all ? sqliteDrivers : []).map((driver, at) =>
      runtimeTask(`conformance on ${driver}`, join(folder, `sqlite-${at}`), {
        type: 'module',
        program: 'sqlite-drivers.mjs',
        packages: [tarball, ...testedPeers, 'tsx', ...(driver.startsWith('node:') ? [] : [driver])],
        args: [driver],
        allowScripts: { 'better-sqlite3': true },
      }),
    ),
    ...kyselys.map((kysely, at) =>
      runtimeTask(`SQL, ${kysely}`, join(folder, `sql-${at}`), {
        type: 'module',
        program: 'sql.mjs',
        packages: [tarball, kysely, pglite, ...testedPeers.filter((peer) => peer.startsWith('zod@'))],
      }),
    ),
    ...reacts.map((version) => reactTask(version, join(folder, `react-${version}`), tarball)),
    {
      name: 'compilers installed',
      check: async () => {
        await makeProject(types, {}, [tarball, ...testedPeers, ...aliases])
        await makeProject(newestTypes, {}, [tarball, ...otherPeers, newestKysely, ...aliases])
        return ''
      },
    },
  ])
  await runAll([
    ...typeTasks('', types, typescripts, resolutions),
    ...typeTasks(`, ${newestKysely}`, newestTypes, typescripts.slice(-1), resolutionsOfModules),
  ])
} finally {
  rmSync(folder, { recursive: true, force: true })
}
