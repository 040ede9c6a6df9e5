import { bank } from './bank.js'
import { capabilities } from './capabilities.js'
import { conformance } from './conformance.js'
import { filling } from './filling.js'
import { firstWrite } from './first-write.js'
import { holding } from './holding.js'
import { household } from './household.js'
import { increments } from './increments.js'
import { limitRace } from './limit-race.js'
import { listeningFunctions } from './listening.js'
import { lowering } from './lowering.js'
import { journal } from './journal.js'

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
}

/** What a test can make the page do. */
export type PageFunctions = typeof pageFunctions

Object.assign(globalThis, { pageFunctions })
