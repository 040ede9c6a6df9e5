// The public entries, read from the one place that lists them: the exports of package.json.
import { readFileSync } from 'node:fs'

/** The export condition under which an entry is its source instead of what is built from it. */
export const sourceCondition = '@budgetbook/source'

/** @type {{ name: string, exports: Record<string, string | Record<string, unknown>> }} */
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

/** @param {string | Record<string, unknown>} target */
function sourceOf(target) {
  const source = typeof target === 'string' ? undefined : target[sourceCondition]
  return typeof source === 'string' ? source.replace(/^\.\//, '') : undefined
}

/**
 * Every entry that can be imported: the name to import, and the path of its source.
 *
 * @type {readonly { name: string, source: string }[]}
 */
export const publicEntries = Object.entries(manifest.exports).flatMap(([key, target]) => {
  const source = sourceOf(target)
  return source === undefined ? [] : [{ name: manifest.name + key.slice(1), source }]
})

/** The file that is built from a source, for `import`. */
export const builtFrom = (/** @type {string} */ source) => source.replace(/^src\/(.*)\.ts$/, 'dist/esm/$1.js')

/**
 * The arguments that let Node run a TypeScript program on the sources.
 *
 * @type {readonly string[]}
 */
export const runOnSources = ['--conditions', sourceCondition, '--import', 'tsx']
