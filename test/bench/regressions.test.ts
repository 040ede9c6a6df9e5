import { describe, expect, it } from 'vitest'
import { ratioLine } from '../../bench/measure.js'
import { baselineOf, countCompared, foundAgain, regressionsOf, type Report } from '../../bench/regressions.js'

function run(ratio: number): Report {
  return { utilization: [ratioLine('to the plain loop', ratio), { what: 'a time', value: '1 ms' }] }
}

describe('the baseline of the bench', () => {
  it('keeps the middle ratio of its runs and how far apart they are, and no times', () => {
    expect(baselineOf([run(0.55), run(0.5), run(0.6)])).toEqual({
      utilization: { 'to the plain loop': { ratio: 0.55, noise: 0.182 } },
    })
  })
})

describe('regressionsOf', () => {
  const quiet = baselineOf([run(0.5), run(0.5), run(0.5)])
  const noisy = baselineOf([run(0.4), run(0.5), run(0.6)])

  it('takes a ratio that is a little worse than quiet runs for noise', () => {
    expect(regressionsOf(quiet, run(0.57))).toEqual([])
  })

  it('finds one that is worse by more than that', () => {
    expect(regressionsOf(quiet, run(0.6))).toEqual([
      { section: 'utilization', what: 'to the plain loop', ratio: 0.6, before: 0.5, noiseUpTo: 0.575 },
    ])
  })

  it('allows more where the runs of the baseline were further apart', () => {
    expect(regressionsOf(noisy, run(0.6))).toEqual([])
    expect(regressionsOf(noisy, run(0.95))).toHaveLength(1)
  })

  it('finds nothing where it is faster', () => {
    expect(regressionsOf(quiet, run(0.1))).toEqual([])
  })

  it('leaves out what the baseline does not know, and says how much it compared', () => {
    const other: Report = { memory: [ratioLine('to the array', 9)] }
    expect(regressionsOf(quiet, other)).toEqual([])
    expect(countCompared(quiet, other)).toBe(0)
    expect(countCompared(quiet, run(1))).toBe(1)
  })
})

describe('foundAgain', () => {
  it('drops what was worse only once', () => {
    const baseline = baselineOf([run(0.5), run(0.5), run(0.5)])
    const first = regressionsOf(baseline, run(0.9))
    expect(foundAgain(first, regressionsOf(baseline, run(0.5)))).toEqual([])
    expect(foundAgain(first, regressionsOf(baseline, run(0.8)))).toMatchObject([{ ratio: 0.8 }])
  })
})
