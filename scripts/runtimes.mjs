// Runs tests of the REST API in Bun and in Deno. `gate` runs those in which runtimes could differ, `all` runs every
// one. Both leave out the tests of the example server and of races, which are about Node and its SQLite driver.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import process from 'node:process'

// The runtimes are not dependencies of the package, so that `npm ci` does not download 200 MB or run their install
// scripts.
const folder = 'scripts/runtimes'
const commands = {
  bun: ['bun', '--bun'],
  deno: ['deno', 'run', '--allow-all'],
}
const gate = ['runtime', 'surface', 'errors', 'mounting', 'client/typed-client']
const aboutNode = new Set(['races', 'server'])

function everyTest() {
  return readdirSync('test/http', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => name.replace(/\.test\.ts$/, ''))
    .filter((name) => !aboutNode.has(name))
}

/** @param {string} command @param {string[]} args */
function run(command, args, env = process.env) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env })
  if (error) throw error
  return status === 0
}

/** @param {[string, unknown]} dependency */
function isInstalled([name, version]) {
  const file = `${folder}/node_modules/${name}/package.json`
  if (!existsSync(file)) return false
  /** @type {{ version: string }} */
  const installed = JSON.parse(readFileSync(file, 'utf8'))
  return installed.version === version
}

const wanted = process.argv[2] ?? 'gate'
if (wanted !== 'gate' && wanted !== 'all') throw new Error('Pass gate or all')
/** @type {{ dependencies: Record<string, string> }} */
const { dependencies } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
const isReady =
  Object.entries(dependencies).every(isInstalled) ||
  run('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'])
if (!isReady) throw new Error('The runtimes could not be installed')

const files = (wanted === 'all' ? everyTest() : gate).map((name) => `test/http/${name}.test.ts`)
for (const [runtime, [command, ...args]] of Object.entries(commands)) {
  console.log(`\n${runtime} ${dependencies[runtime]}`)
  const start = performance.now()
  const passes = run(
    `${folder}/node_modules/.bin/${command}`,
    [...args, 'node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'tabs', ...files],
    { ...process.env, TEST_RUNTIME: runtime },
  )
  console.log(`${runtime}: ${Math.round((performance.now() - start) / 1_000)} s`)
  if (!passes) process.exitCode = 1
}
