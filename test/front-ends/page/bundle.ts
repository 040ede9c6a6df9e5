import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { compile } from 'svelte/compiler'

const svelteFiles: Plugin = {
  name: 'svelte',
  setup: (plugin) => {
    plugin.onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { js } = compile(await readFile(path, 'utf8'), { filename: path, generate: 'client' })
      return { contents: js.code, loader: 'js' }
    })
  },
}

/** The script of the page, which makes `frontEnds.start` of what `main.ts` exports. */
export async function bundleFrontEnds(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('main.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'frontEnds',
    target: 'es2022',
    conditions: ['@budgetbook/source', 'module', 'browser', 'production'],
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [svelteFiles],
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}
