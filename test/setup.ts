import { env } from 'node:process'
import * as fc from 'fast-check'

/**
 * A failing property prints its seed; `FC_SEED=<seed> npm test` replays it. `FC_RUNS` sets how many cases each property
 * tries. A value that is no integer is refused: silently running with another seed would look like a passed replay.
 */
function readInteger(name: string): number | undefined {
  const text = env[name]
  if (text === undefined || text === '') return undefined
  if (!/^-?\d+$/.test(text)) throw new Error(`${name} must be an integer, not ${JSON.stringify(text)}`)
  return Number(text)
}

const seed = readInteger('FC_SEED')
const numRuns = readInteger('FC_RUNS')

fc.configureGlobal({
  ...(seed === undefined ? {} : { seed }),
  ...(numRuns === undefined ? {} : { numRuns }),
})
