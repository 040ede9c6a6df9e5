import { bank } from './tasks/bank.js'
import { capabilities } from './capabilities.js'
import { conformance } from './tasks/conformance.js'
import { filling } from './tasks/filling.js'
import { firstWrite } from './tasks/first-write.js'
import { holding } from './tasks/holding.js'
import { household } from './household.js'
import { increments } from './tasks/increments.js'
import { limitRace } from './tasks/limit-race.js'
import { listeningFunctions } from './tasks/listening.js'
import { lowering } from './tasks/lowering.js'
import { journal } from './journal.js'
import { neighbours } from './tasks/neighbours.js'
import { spending } from './tasks/spending.js'

const pageFunctions = {
  ...bank,
  ...capabilities,
  ...conformance,
  ...filling,
  ...firstWrite,
  ...holding,
  ...household,
  ...increments,
  ...journal,
  ...limitRace,
  ...listeningFunctions,
  ...lowering,
  ...neighbours,
  ...spending,
}

/** What a test can make the page do. */
export type PageFunctions = typeof pageFunctions

Object.assign(globalThis, { pageFunctions })
