import { spawnSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Packs the library as `npm publish` would, and returns the path of the tarball. Builds it first if the sources are
 * newer. The name has no version, so that tools need not know one.
 */
export function packTarball(folder = join(root, 'reports', 'package')) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const built = spawnSync(process.execPath, ['scripts/build.mjs', '--if-changed'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (built.status !== 0) throw new Error('the build failed')
  // The package is already built, so the build script of `npm publish` need not run.
  const packed = spawnSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (packed.status !== 0) throw new Error(`npm pack failed:\n${packed.stdout}\n${packed.stderr}`)
  const filename = /"filename": "(.+?\.tgz)"/.exec(packed.stdout)?.[1]
  if (filename === undefined) throw new Error(`npm pack named no tarball:\n${packed.stdout}`)
  const tarball = join(folder, 'budgetbook.tgz')
  renameSync(join(folder, filename), tarball)
  return tarball
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(resolve(packTarball()))
