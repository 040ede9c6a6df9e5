// Writes bench/baseline.json: npm run bench:baseline, three runs of the bench; -- 5 for five, and
// -- --quick for the ratios that a quick run is held against. Run it where nothing else runs.
import { parseArgs } from 'node:util'
import { writeBaseline } from './baseline-file.js'
import { baselineOf, type Report } from './regressions.js'
import { runSections } from './run-sections.js'
import { sections } from './sections.js'

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const runs = Number(positionals[0] ?? 3)
if (!(runs >= 3)) throw new Error('Fewer than three runs say nothing about noise')
const reports: Report[] = []
for (let run = 0; run < runs; run++) reports.push(await runSections(Object.keys(sections), values))
writeBaseline(baselineOf(reports), values)
