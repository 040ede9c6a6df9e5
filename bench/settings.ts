/** How much a section is to measure. */
export interface Settings {
  /** Less of everything: to see that it works, and roughly how fast. */
  readonly quick: boolean
}

/** How many expenses the sections go through; the last two are the ones that are far apart. */
export function sizesOf({ quick }: Settings): readonly number[] {
  return quick ? [1_000, 10_000, 100_000] : [1_000, 100_000, 1_000_000]
}

/** How long a race may take, in milliseconds. */
export function timeOf({ quick }: Settings, seconds: number): number {
  return quick ? seconds * 250 : seconds * 1_000
}

/** A number as the tables have it. */
export function say(count: number): string {
  return count.toLocaleString('en')
}
