import * as fc from 'fast-check'
import { readInteger } from './support/settings.js'

// A failing property prints its seed; `FC_SEED=<seed> npm test` replays it. `FC_RUNS` sets how many cases each property tries.
const seed = readInteger('FC_SEED')
const numRuns = readInteger('FC_RUNS')

fc.configureGlobal({
  ...(seed === undefined ? {} : { seed }),
  ...(numRuns === undefined ? {} : { numRuns }),
})
