// What the library costs beside its peers: npm run bench, some minutes; -- --quick for fewer, -- utilization for one section.
// It prints tables, writes reports/bench.json, and fails only where an answer is wrong, never where it is slow.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { runSections } from './run-sections.js'
import { sections } from './sections.js'

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const unknown = positionals.find((name) => !(name in sections))
if (unknown !== undefined)
  throw new Error(`There is no section ${unknown}: there are ${Object.keys(sections).join(', ')}`)

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`
console.log(`On ${machine}. A ratio is ours to the other's: less is better.`)
const names = positionals.length === 0 ? Object.keys(sections) : positionals
const report = await runSections(names, values)
const goals = Object.values(report).flatMap((lines) => lines.flatMap(({ goal }) => goal ?? []))
console.log(`\n${goals.filter(({ met }) => met).length} of ${goals.length} goals met`)
mkdirSync('reports', { recursive: true })
writeFileSync(
  'reports/bench.json',
  `${JSON.stringify({ machine, quick: values.quick, sections: report }, null, 2)}\n`,
)
