// The public entries, read from the exports of package.json.
import { readFileSync } from 'node:fs'

/** The export condition that resolves an entry to its source instead of the built file. */
export const sourceCondition = '@budgetbook/source'

/** @type {{ name: string, exports: Record<string, string | Record<string, unknown>> }} */
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

/** @param {string | Record<string, unknown>} target */
function sourceOf(target) {
  const source = typeof target === 'string' ? undefined : target[sourceCondition]
  return typeof source === 'string' ? source.replace(/^\.\//, '') : undefined
}

/**
 * Every public entry: the name to import, and the path of its source.
 *
 * @type {readonly { name: string, source: string }[]}
 */
export const publicEntries = Object.entries(manifest.exports).flatMap(([key, target]) => {
  const source = sourceOf(target)
  return source === undefined ? [] : [{ name: manifest.name + key.slice(1), source }]
})

/** The built file of a source, for `import`. */
export const builtFrom = (/** @type {string} */ source) => source.replace(/^src\/(.*)\.ts$/, 'dist/esm/$1.js')

/**
 * The arguments with which Node runs a TypeScript program on the sources.
 *
 * @type {readonly string[]}
 */
export const runOnSources = ['--conditions', sourceCondition, '--import', 'tsx']
