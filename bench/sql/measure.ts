/** A line of the table. */
export interface Line {
  readonly what: string
  readonly value: string
  /** The same as numbers, for whoever compares runs. */
  readonly figures?: Readonly<Record<string, number>>
}

/** Something that is timed. */
export interface Contestant {
  readonly name: string
  readonly run: (turn: number) => Promise<unknown>
}

/** What came of it, in milliseconds. */
interface Timing {
  readonly median: number
  /** The middle half lies between these. */
  readonly low: number
  readonly high: number
  readonly count: number
}

/** What is where at a share of some sorted durations. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

function summarize(durations: readonly number[]): Timing {
  const sorted = durations.toSorted((a, b) => a - b)
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => percentile(sorted, share)) as [
    number,
    number,
    number,
  ]
  return { median, low, high, count: sorted.length }
}

/** What came of a race. */
export interface Results {
  /** How long a contestant took; `times` says how many of its runs make one of what the line is about. */
  readonly line: (what: string, name: string, times?: number) => Line
  /** How many times as long one took as another. */
  readonly ratio: (what: string, one: string, other: string, times?: number) => Line
}

/** Times contestants in turns, A B A B, so that whatever slows the machine slows all of them. */
export async function race(contestants: readonly Contestant[], turns: number, warmUp = 30): Promise<Results> {
  const durations = new Map<string, number[]>(contestants.map(({ name }) => [name, []]))
  for (let turn = -warmUp; turn < turns; turn++) {
    for (const { name, run } of contestants) {
      const start = performance.now()
      await run(turn + warmUp)
      if (turn >= 0) durations.get(name)?.push(performance.now() - start)
    }
  }
  const timingOf = (name: string, times = 1): Timing => {
    const { median, low, high, count } = summarize(durations.get(name) ?? [])
    return { median: median * times, low: low * times, high: high * times, count }
  }
  return {
    line: (what, name, times) => {
      const timing = timingOf(name, times)
      const { median, low, high, count } = timing
      const value = `${median.toFixed(2)} ms (middle half ${low.toFixed(2)} to ${high.toFixed(2)}, N = ${count})`
      return { what, value, figures: { ...timing } }
    },
    ratio: (what, one, other, times) => {
      const ratio = timingOf(one, times).median / timingOf(other).median
      return { what, value: `**${ratio.toFixed(2)}**`, figures: { ratio } }
    },
  }
}

/** A line about bytes. */
export function bytesLine(what: string, bytes: number): Line {
  return { what, value: `${Math.round(bytes).toLocaleString('en')} bytes`, figures: { bytes } }
}
