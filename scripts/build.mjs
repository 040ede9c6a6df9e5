// Builds the package into dist: the declarations (tsc), the modules of both formats (tsup), and a package.json in
// each format's folder, so that the files of both formats end in .js. With --if-changed, it builds only if dist is
// older than its sources.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'dist', '.built')
const inputs = [
  'src',
  'scripts',
  'package.json',
  'tsup.config.ts',
  'tsconfig.base.json',
  'tsconfig.tools.json',
]

/** @param {string} path */
function newestIn(path) {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  const below = readdirSync(path, { recursive: true, encoding: 'utf8' })
  return Math.max(stats.mtimeMs, ...below.map((name) => statSync(join(path, name)).mtimeMs))
}

function isCurrent() {
  if (!existsSync(stamp)) return false
  const built = statSync(stamp).mtimeMs
  return inputs.every((input) => newestIn(join(root, input)) < built)
}

/** @param {string[]} command */
function run(...command) {
  const { status } = spawnSync('npx', ['--no', '--', ...command], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

function copyDeclarations() {
  const types = join(root, 'reports', 'types')
  for (const path of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
    // Declarations of a removed source stay behind in reports, so only the others are copied. All three folders are
    // equally deep, so the source maps fit.
    const source = /^(.*)\.d\.ts(?:\.map)?$/.exec(path)?.[1]
    if (source === undefined || !existsSync(join(root, 'src', `${source}.ts`))) continue
    for (const format of ['esm', 'cjs']) cpSync(join(types, path), join(root, 'dist', format, path))
  }
}

if (!process.argv.includes('--if-changed') || !isCurrent()) {
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  run('tsc', '-b', 'tsconfig.web.json')
  run('tsup')
  copyDeclarations()
  writeFileSync(join(root, 'dist/esm/package.json'), '{ "type": "module", "sideEffects": false }\n')
  writeFileSync(join(root, 'dist/cjs/package.json'), '{ "type": "commonjs", "sideEffects": false }\n')
  writeFileSync(stamp, '')
}
