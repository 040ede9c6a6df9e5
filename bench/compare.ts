// Whether the library has become slower beside its peers: npm run bench:compare. It runs the bench, or reads a report that is
// named, holds its ratios against bench/baseline.json, and measures what seems worse once more. Ends with 1 on a regression.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readBaseline } from './baseline-file.js'
import { countCompared, foundAgain, regressionsOf, type Regression, type Report } from './regressions.js'
import { runSections } from './run-sections.js'
import { sections } from './sections.js'

const { values, positionals } = parseArgs({
  options: { report: { type: 'string' }, quick: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const names = positionals.length === 0 ? Object.keys(sections) : positionals
const { report, quick } =
  values.report === undefined
    ? { report: await runSections(names, values), quick: values.quick }
    : readReport(values.report)
const baseline = readBaseline({ quick })
const compared = countCompared(baseline, report)
if (compared === 0) throw new Error('The baseline has none of these ratios')

let regressions = regressionsOf(baseline, report)
if (regressions.length > 0) {
  print('Worse than the baseline; measured once more:', regressions)
  const again = [...new Set(regressions.map(({ section }) => section))]
  regressions = foundAgain(regressions, regressionsOf(baseline, await runSections(again, { quick })))
}
if (regressions.length > 0) {
  print('Worse twice, by more than noise:', regressions)
  process.exitCode = 1
} else {
  console.log(`\n${compared} ratios are no worse than the baseline, but for noise`)
}

function readReport(path: string): { readonly report: Report; readonly quick: boolean } {
  const read = JSON.parse(readFileSync(path, 'utf8')) as { sections: Report; quick: boolean }
  return { report: read.sections, quick: read.quick }
}

function print(title: string, found: readonly Regression[]): void {
  console.log(`\n${title}`)
  for (const { section, what, ratio, before, noiseUpTo } of found)
    console.log(
      `- ${section}: ${what}: ${ratio.toPrecision(3)}, was ${before.toPrecision(3)}, noise up to ${noiseUpTo.toPrecision(3)}`,
    )
}
