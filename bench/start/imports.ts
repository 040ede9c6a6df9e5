import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { pairedRatioLine, timesLine, type Line } from '../measure.js'
import type { Settings } from '../settings.js'

/** The root entry to decimal.js, zod and date-fns. */
const goal = 1.2

const peers = {
  'decimal.js, zod and date-fns': ['decimal.js', 'zod', 'date-fns'],
  // What the entry itself imports: the bound that it can come near to.
  'decimal.js and zod': ['decimal.js', 'zod'],
} as const

/** The time of an import in a new process, in turns; as ES modules and as CommonJS. */
export async function compareImports({ quick }: Settings): Promise<Line[]> {
  const turns = quick ? 10 : 30
  const lines: Line[] = []
  for (const form of ['import', 'require'] as const) {
    const groups: Record<string, readonly string[]> = { 'the root entry': ['budgetbook'], ...peers }
    const times = new Map(Object.keys(groups).map((name) => [name, [] as number[]]))
    for (let turn = -2; turn < turns; turn++) {
      for (const [name, packages] of Object.entries(groups)) {
        const time = await timeOf(form, packages)
        if (turn >= 0) times.get(name)?.push(time)
      }
    }
    const ours = times.get('the root entry') ?? []
    for (const [name, taken] of times) lines.push(timesLine(`${form}: ${name}`, taken))
    for (const [index, name] of Object.keys(peers).entries())
      lines.push(
        pairedRatioLine(
          `${form}: the root entry to ${name}`,
          ours,
          times.get(name) ?? [],
          index === 0 ? goal : undefined,
        ),
      )
  }
  return lines
}

async function timeOf(form: 'import' | 'require', packages: readonly string[]): Promise<number> {
  const loads = packages.map((name) => (form === 'import' ? `await import('${name}')` : `require('${name}')`))
  const script = `const start = performance.now(); ${loads.join('; ')}; console.log(performance.now() - start)`
  // Plain Node without a loader of TypeScript, which would be timed too.
  const type = form === 'import' ? 'module' : 'commonjs'
  const { stdout } = await promisify(execFile)(process.execPath, [`--input-type=${type}`, '--eval', script])
  return Number(stdout)
}
