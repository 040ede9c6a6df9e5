import { build, type Plugin } from 'esbuild'
import { defineConfig, type Options } from 'tsup'
import { publicEntries } from './scripts/entries.mjs'

const tsconfig = 'tsconfig.tools.json'

/** The sources that the public entries reach at run time: no types-only file, nothing that is used by tests alone. */
async function runtimeModules(): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: publicEntries.map(({ source }) => source),
    bundle: true,
    packages: 'external',
    format: 'esm',
    metafile: true,
    write: false,
    outdir: 'dist',
    tsconfig,
  })
  return Object.keys(metafile.inputs)
}

/**
 * Leaves each source a file of its own instead of flattening an entry into one. Bundlers apply `sideEffects: false` file
 * by file: in a flat file, one schema made by a call at the top level keeps all of zod in an app that asked for a pure
 * function. It also gives the entries one copy of each module, so that an error thrown by one is an `instanceof` of the
 * other's class, in CommonJS too.
 */
const fileBySource: Plugin = {
  name: 'file-by-source',
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path }) => ({ path, external: true }))
  },
}

// The two formats have a folder each, with a package.json that says which it is. So both may call their files .js, and
// the declarations of both are the same files. The declarations come from `tsc -b`, not from here.
export default defineConfig(async () => {
  const modules = await runtimeModules()
  const shared: Options = {
    entry: Object.fromEntries(modules.map((path) => [path.replace(/^src\/(.*)\.ts$/, '$1'), path])),
    outExtension: () => ({ js: '.js' }),
    esbuildPlugins: [fileBySource],
    splitting: false,
    target: 'es2022',
    platform: 'neutral',
    // What is written is as readable as its source, and the sources are part of the package.
    sourcemap: false,
    silent: true,
    tsconfig,
  }
  return [
    { ...shared, format: 'esm', outDir: 'dist/esm' },
    { ...shared, format: 'cjs', outDir: 'dist/cjs' },
  ]
})
