import { env } from 'node:process'

/**
 * An integer from the environment. A value that is not one is refused: running silently with another number would look
 * like a passed replay.
 */
export function readInteger(name: string): number | undefined {
  const text = env[name]
  if (text === undefined || text === '') return undefined
  if (!/^-?\d+$/.test(text)) throw new Error(`${name} must be an integer, not ${JSON.stringify(text)}`)
  return Number(text)
}

/** How many cases a slow property tries: `runs`, or more if `FC_RUNS` asks for more, as the nightly workflow does. */
export function atLeast(runs: number): { readonly numRuns: number } {
  return { numRuns: Math.max(runs, readInteger('FC_RUNS') ?? 0) }
}

/** How often a race is run: `RACE_ROUNDS`, which the nightly workflow sets to 200. */
export const raceRounds = readInteger('RACE_ROUNDS') ?? 50
