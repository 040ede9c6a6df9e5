import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { sourceCondition } from './entries.mjs'

// In node_modules, so that a bundle finds the driver of SQLite.
const root = fileURLToPath(new URL('..', import.meta.url))
const cache = join(root, 'node_modules/.cache/budgetbook')

/** Bundles TypeScript programs and all that they import, into files that Node runs. The files end with `.mjs`. */
export async function bundlePrograms(
  programs: readonly string[],
  folder: string,
  sourcemap: 'linked' | 'inline' = 'linked',
): Promise<void> {
  await build({
    entryPoints: [...programs],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    conditions: [sourceCondition],
    // The first is a native module. pg looks for the second, and does without.
    external: ['@photostructure/sqlite', 'pg-native'],
    // Some packages are CommonJS, and require what Node has.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
    sourcemap,
    logLevel: 'warning',
  })
}

/** Makes a new folder in which a bundle finds the packages. The caller removes it. */
export async function makeBundleFolder(): Promise<string> {
  await mkdir(cache, { recursive: true })
  return mkdtemp(join(cache, 'programs-'))
}

const bundled = new Map<string, Promise<string>>()

/**
 * The path of a bundle of a TypeScript program. A bundle starts several times as fast as the sources, which counts where a
 * test starts sixteen of them. Each process makes it once, from the sources of now.
 */
export async function bundledProgram(program: string): Promise<string> {
  const known = bundled.get(program) ?? bundleAlone(program)
  bundled.set(program, known)
  return known
}

// The place depends on the program alone, so no old bundles gather. A bundle takes it in one step, because another process may
// be starting the one that was there.
async function bundleAlone(program: string): Promise<string> {
  const place = join(cache, `${relative(root, program).replaceAll(/\W+/g, '-')}.mjs`)
  const folder = await makeBundleFolder()
  await bundlePrograms([program], folder, 'inline')
  await rename(join(folder, basename(program).replace(/\.ts$/, '.mjs')), place)
  await rm(folder, { recursive: true })
  return place
}
