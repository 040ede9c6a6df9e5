import { build, type Plugin } from 'esbuild'
import { defineConfig } from 'tsup'

const publicEntries = {
  index: 'src/index.ts',
  'storage/kit/index': 'src/storage/kit/index.ts',
  'http/index': 'src/http/index.ts',
  'adapters/indexeddb/index': 'src/adapters/indexeddb/index.ts',
  'adapters/sql/index': 'src/adapters/sql/index.ts',
  'testing/index': 'src/testing/index.ts',
}

/** The sources that the public entries reach at run time: no types-only file, nothing that is used by tests alone. */
async function runtimeModules(): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: Object.values(publicEntries),
    bundle: true,
    packages: 'external',
    format: 'esm',
    metafile: true,
    write: false,
    outdir: 'dist',
    tsconfig: 'tsconfig.indexeddb.json',
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
    const extension = bundle.initialOptions.format === 'cjs' ? '.cjs' : '.js'
    bundle.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path }) => ({
      path: path.replace(/\.js$/, extension),
      external: true,
    }))
  },
}

export default defineConfig(async () => ({
  entry: Object.fromEntries(
    (await runtimeModules()).map((path) => [path.replace(/^src\/(.*)\.ts$/, '$1'), path]),
  ),
  format: ['esm', 'cjs'],
  esbuildPlugins: [fileBySource],
  splitting: false,
  target: 'es2022',
  platform: 'neutral',
  sourcemap: true,
  clean: true,
  silent: true,
  tsconfig: 'tsconfig.indexeddb.json',
  dts: {
    entry: publicEntries,
    // tsup sets `baseUrl`, which TypeScript 6 reports as deprecated.
    compilerOptions: { ignoreDeprecations: '6.0' },
  },
}))
