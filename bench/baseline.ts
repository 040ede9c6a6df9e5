// Writes bench/baseline.json: npm run bench:baseline, three runs of the bench. -- --runs 5 for five, -- record for one section,
// -- --quick for the ratios that a quick run is held against. Run it where nothing else runs.
import { parseArgs } from 'node:util'
import { writeBaseline } from './baseline-file.js'
import { baselineOf, type Report } from './regressions.js'
import { runSections } from './run-sections.js'
import { sections } from './sections.js'

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, runs: { type: 'string', default: '3' } },
  allowPositionals: true,
})
const runs = Number(values.runs)
if (!(runs >= 3)) throw new Error('Fewer than three runs say nothing about noise')
const names = positionals.length === 0 ? Object.keys(sections) : positionals
const reports: Report[] = []
for (let run = 0; run < runs; run++) reports.push(await runSections(names, values))
writeBaseline(baselineOf(reports), values)
