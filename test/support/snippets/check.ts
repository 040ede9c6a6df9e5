import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { publicEntries } from '../../../scripts/entries.mjs'
import { installPrintHook, SnippetOutput } from './output.js'
import { typeErrorsOf } from './types.js'
import { root, type Snippet } from './snippets.js'

/** Snippets, type-checked and ready to run. */
export interface CheckedSnippets {
  /** What is wrong with a snippet; runs it, once, if its types are right. */
  problemsOf(snippet: Snippet): Promise<string[]>
  /** Removes what was written. */
  dispose(): void
}

/** Type-checks all snippets in one program, and bundles in one go those that can run. */
export async function checkSnippets(snippets: readonly Snippet[]): Promise<CheckedSnippets> {
  const typeErrors = typeErrorsOf(snippets)
  const outputs = snippets.map((snippet, index) => new SnippetOutput(index, snippet))
  const runnable = [...snippets.keys()].filter((index) => {
    const snippet = snippets[index]
    return snippet?.run && typeErrors.get(snippet.name)?.length === 0
  })
  // In node_modules, so that the packages that a snippet imports are found, and nobody lints or commits it.
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true })
  const folder = mkdtempSync(join(root, 'node_modules/.cache/snippets-'))
  await bundle(
    folder,
    new Map(
      runnable.map((index) => [
        `snippet-${index}`,
        { code: outputs[index]?.code ?? '', language: snippets[index]?.language ?? 'ts' },
      ]),
    ),
  )
  installPrintHook(outputs)
  return {
    problemsOf: async (snippet) => {
      const index = snippets.indexOf(snippet)
      const errors = typeErrors.get(snippet.name) ?? ['it was not checked']
      if (errors.length > 0 || !snippet.run) return errors
      try {
        await import(/* @vite-ignore */ pathToFileURL(join(folder, `snippet-${index}.mjs`)).href)
        // What a snippet leaves running, such as a listener's work, prints too.
        await setImmediate()
      } catch (error) {
        return [`threw ${String(error)}`]
      }
      return outputs[index]?.problems() ?? []
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

// Longest names first: esbuild would take the first that is the beginning of a name.
const sourceByName = publicEntries.map(({ name, source }) => [name, `./${source}`] as const).reverse()

async function bundle(
  folder: string,
  codes: ReadonlyMap<string, Pick<Snippet, 'code' | 'language'>>,
): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: [...codes.keys()].map((name) => ({ in: `snippet:${name}`, out: name })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // One copy of the library for all of them.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    jsx: 'automatic',
    alias: Object.fromEntries(sourceByName),
    logLevel: 'silent',
    plugins: [
      {
        name: 'snippets',
        setup: (plugin) => {
          plugin.onResolve({ filter: /^snippet:/ }, ({ path }) => ({
            path: path.slice(8),
            namespace: 'snippet',
          }))
          plugin.onLoad({ filter: /.*/, namespace: 'snippet' }, ({ path }) => ({
            contents: codes.get(path)?.code ?? '',
            loader: codes.get(path)?.language ?? 'ts',
            resolveDir: root,
          }))
        },
      },
    ],
  })
}
