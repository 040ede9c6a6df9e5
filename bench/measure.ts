/** A line of the table. */
export interface Line {
  readonly what: string
  readonly value: string
  /** The same as numbers, for whoever compares runs. */
  readonly figures?: Readonly<Record<string, number>>
  /** What the line's figure has to be, at most, and whether it is. */
  readonly goal?: Goal
}

/** A bound, and whether it was kept. */
interface Goal {
  readonly atMost: number
  readonly met: boolean
}

/** Something that is timed. */
export interface Contestant {
  readonly name: string
  /** What is timed. */
  readonly run: (turn: number) => unknown
  /** What has to be done before each turn, and is not timed. */
  readonly prepare?: (turn: number) => Promise<unknown>
}

/** The middle of some figures, and between which of them the middle half lies. */
interface Summary {
  readonly median: number
  readonly low: number
  readonly high: number
  readonly count: number
}

/** What is where at a share of some sorted figures. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

function summarize(figures: readonly number[], times = 1): Summary {
  const sorted = figures.toSorted((a, b) => a - b)
  const at = (share: number): number => percentile(sorted, share) * times
  return { low: at(0.25), median: at(0.5), high: at(0.75), count: sorted.length }
}

/** How a ratio is worked out, and held against its bound. */
interface RatioOptions {
  /** How many runs of the first make one of what the ratio is about. */
  readonly times?: number
  readonly atMost?: number | undefined
}

/** What came of a race. */
export interface Results {
  /** How long a contestant took; `times` says how many of its runs make one of what the line is about. */
  readonly line: (what: string, name: string, times?: number) => Line
  /** How many times as long one took as another: the median over the turns, so that both met the same machine. */
  readonly ratio: (what: string, one: string, other: string, options?: RatioOptions) => Line
}

// So few that a table is no lottery, so many that the slowest do not take all of the time.
const fewestTurns = 5

/**
 * Times contestants in turns, A B B A, so that whatever slows the machine slows all of them, and nobody always comes after
 * the one who leaves the most garbage. Stops early when the time is over.
 */
export async function race(
  contestants: readonly Contestant[],
  turns: number,
  warmUp = 30,
  milliseconds = Number.POSITIVE_INFINITY,
): Promise<Results> {
  const durations = new Map<string, number[]>(contestants.map(({ name }) => [name, []]))
  let deadline = performance.now() + milliseconds
  for (let turn = -warmUp; turn < turns; turn++) {
    if (turn === 0) deadline = performance.now() + milliseconds
    if (turn >= fewestTurns && performance.now() > deadline) break
    for (const { name, prepare, run } of turn % 2 === 0 ? contestants : contestants.toReversed()) {
      await prepare?.(turn + warmUp)
      const start = performance.now()
      await run(turn + warmUp)
      if (turn >= 0) durations.get(name)?.push(performance.now() - start)
    }
  }
  const of = (name: string): readonly number[] => durations.get(name) ?? []
  return {
    line: (what, name, times) => timeLine(what, summarize(of(name), times)),
    ratio: (what, one, other, { times, atMost } = {}) => {
      const ratios = of(one).map((duration, turn) => duration / (of(other)[turn] ?? Number.NaN))
      return ratioLine(what, summarize(ratios, times), atMost)
    },
  }
}

function timeLine(what: string, summary: Summary): Line {
  const { median, low, high, count } = summary
  const value = `${digits(median)} ms (middle half ${digits(low)} to ${digits(high)}, N = ${count})`
  return { what, value, figures: { ...summary } }
}

/** A line about a ratio that was worked out of several, or of one. */
export function ratioLine(what: string, of: Summary | number, atMost?: number): Line {
  const { median: ratio, low, high, count } = typeof of === 'number' ? summarize([of]) : of
  const spread = count > 1 ? ` (middle half ${digits(low)} to ${digits(high)}, N = ${count})` : ''
  const line: Line = {
    what,
    value: `**${digits(ratio)}**${spread}`,
    figures: { ratio, low, high, count },
  }
  return atMost === undefined ? line : { ...line, goal: { atMost, met: ratio <= atMost } }
}

/** A ratio of two samples that were taken side by side. */
export function pairedRatioLine(
  what: string,
  ones: readonly number[],
  others: readonly number[],
  atMost?: number,
): Line {
  return ratioLine(what, summarize(ones.map((one, at) => one / (others[at] ?? Number.NaN))), atMost)
}

/** Times that were taken elsewhere, in milliseconds. */
export function timesLine(what: string, durations: readonly number[]): Line {
  return timeLine(what, summarize(durations))
}

/** Something that was counted. */
export function countLine(what: string, count: number, atMost?: number): Line {
  const line: Line = { what, value: count.toLocaleString('en'), figures: { counted: count } }
  return atMost === undefined ? line : { ...line, goal: { atMost, met: count <= atMost } }
}

/** A line about bytes. */
export function bytesLine(what: string, bytes: number): Line {
  return { what, value: `${Math.round(bytes).toLocaleString('en')} bytes`, figures: { bytes } }
}

function digits(figure: number): string {
  if (figure >= 100) return figure.toFixed(0)
  return figure >= 0.001 || figure === 0 ? figure.toPrecision(3) : figure.toExponential(1)
}
