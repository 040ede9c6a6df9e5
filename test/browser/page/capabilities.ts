import { enforcePolicy, openBudgetBook, type Capabilities } from '../../../src/index.js'
import type { Place } from '../place.js'
import { createAdapter, withAdapter } from './adapters.js'
import { outcomeOf, type Outcome } from './outcome.js'

/** What an adapter declares here. */
async function capabilitiesOf(place: Place): Promise<Capabilities> {
  return withAdapter(place, async (adapter) => adapter.open())
}

/** What becomes of opening a book under the enforce policy. */
async function openUnderEnforce(place: Place): Promise<Outcome> {
  return outcomeOf(openBudgetBook({ storage: createAdapter(place), allocationPolicy: enforcePolicy() }))
}

export const capabilities = { capabilitiesOf, openUnderEnforce }
