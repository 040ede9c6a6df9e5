import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The script of the test page: the library's sources, and what the tests make them do. */
export async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../page/entry.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  })
  return outputFiles[0]!.text
}
