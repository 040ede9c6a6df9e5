/** A line of the table. */
export interface Line {
  readonly what: string
  readonly value: string
}

/** Something that is timed. */
export interface Contestant {
  readonly name: string
  readonly run: (turn: number) => Promise<unknown>
}

/** What came of it, in milliseconds. */
export interface Timing {
  readonly median: number
  readonly low: number
  readonly high: number
  readonly count: number
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The median, and between what the middle half lies. */
function summarize(durations: readonly number[]): Timing {
  const sorted = [...durations].sort((a, b) => a - b)
  return { median: at(sorted, 0.5), low: at(sorted, 0.25), high: at(sorted, 0.75), count: sorted.length }
}

/** Times contestants in turns, A B A B, so that whatever slows the machine slows all of them. */
export async function race(
  contestants: readonly Contestant[],
  turns: number,
  warmUp = 30,
): Promise<Map<string, Timing>> {
  const durations = new Map<string, number[]>(contestants.map(({ name }) => [name, []]))
  for (let turn = -warmUp; turn < turns; turn++) {
    for (const { name, run } of contestants) {
      const start = performance.now()
      await run(turn + warmUp)
      if (turn >= 0) durations.get(name)?.push(performance.now() - start)
    }
  }
  return new Map(Array.from(durations, ([name, all]) => [name, summarize(all)]))
}

/** A timing as text. */
export function inWords({ median, low, high, count }: Timing): string {
  return `${median.toFixed(2)} ms (middle half ${low.toFixed(2)} to ${high.toFixed(2)}, N = ${count})`
}

/** How many times as long one took as another. */
export function ratio(one: Timing | undefined, other: Timing | undefined): string {
  return ((one?.median ?? Number.NaN) / (other?.median ?? Number.NaN)).toFixed(2)
}
