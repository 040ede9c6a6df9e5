import { percentile, type Line } from './measure.js'

/** The lines of each section of a run. */
export type Report = Readonly<Record<string, readonly Line[]>>

/** A ratio as several runs found it, and how far apart they were, as a share of it. */
interface BaselineRatio {
  readonly ratio: number
  readonly noise: number
}

/** The ratios of each section, by what they are about. Times are not kept: they are those of one machine. */
export type Baseline = Readonly<Record<string, Readonly<Record<string, BaselineRatio>>>>

/** A ratio that is worse than the runs of the baseline ever were, and by more than noise. */
export interface Regression {
  readonly section: string
  readonly what: string
  readonly ratio: number
  readonly before: number
  /** Up to here it would have been noise. */
  readonly noiseUpTo: number
}

// What several quiet runs agreed on by chance is no promise that the next agrees too.
const leastNoise = 0.15
// A few runs see only a part of how far apart runs can be.
const noiseFactor = 2

/** Joins runs into a baseline: the middle ratio, and how far the runs are apart. */
export function baselineOf(reports: readonly Report[]): Baseline {
  const found = new Map<string, Map<string, number[]>>()
  for (const report of reports) {
    for (const { section, what, ratio } of ratiosOf(report)) {
      const ofSection = found.get(section) ?? new Map<string, number[]>()
      ofSection.set(what, [...(ofSection.get(what) ?? []), ratio])
      found.set(section, ofSection)
    }
  }
  const join = (ratios: readonly number[]): BaselineRatio => {
    const sorted = ratios.toSorted((a, b) => a - b)
    const ratio = percentile(sorted, 0.5)
    const noise = ((sorted.at(-1) ?? ratio) - (sorted[0] ?? ratio)) / ratio
    return { ratio: Number(ratio.toPrecision(4)), noise: Number(noise.toFixed(3)) }
  }
  return Object.fromEntries(
    [...found].map(([section, ratios]) => [
      section,
      Object.fromEntries([...ratios].map(([what, all]) => [what, join(all)])),
    ]),
  )
}

/** What of a run is worse than the baseline by more than noise. Ratios that only one of them has are not compared. */
export function regressionsOf(baseline: Baseline, report: Report): Regression[] {
  return ratiosOf(report).flatMap(({ section, what, ratio }) => {
    const known = baseline[section]?.[what]
    if (known === undefined) return []
    const noiseUpTo = known.ratio * (1 + Math.max(leastNoise, known.noise * noiseFactor))
    return ratio > noiseUpTo ? [{ section, what, ratio, before: known.ratio, noiseUpTo }] : []
  })
}

/** What was found twice: once is chance, and the machine may have been busy. */
export function foundAgain(first: readonly Regression[], second: readonly Regression[]): Regression[] {
  return second.filter(({ section, what }) =>
    first.some((other) => other.section === section && other.what === what),
  )
}

/** How many ratios of a run the baseline knows. */
export function countCompared(baseline: Baseline, report: Report): number {
  return ratiosOf(report).filter(({ section, what }) => baseline[section]?.[what] !== undefined).length
}

function ratiosOf(report: Report): { section: string; what: string; ratio: number }[] {
  return Object.entries(report).flatMap(([section, lines]) =>
    lines.flatMap(({ what, figures }) => {
      const ratio = figures?.['ratio']
      return ratio === undefined ? [] : [{ section, what, ratio }]
    }),
  )
}
