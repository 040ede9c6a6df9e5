import { isBudgetBookError, type ErrorCode, type StorageAdapter } from 'budgetbook'
import type { ArmedFault, IoFaultKind, IoFaultOptions } from '../../support/io-faults/index.js'
import { expect } from 'vitest'
import { observe } from '../../../src/testing/conformance/observations.js'
import { textOfValue } from '../../../src/testing/conformance/value-text.js'
import type { FaultyStorage, FaultyStorageKind } from './faulty-storages.js'
import { fill, type Asked, type Scenario } from './scenarios.js'

/** Everything that can be seen of the book, as text. */
export async function stateOf(adapter: StorageAdapter): Promise<string> {
  return textOfValue(await observe(adapter))
}

/** How a call ended; `untyped` for a rejection with no error of the package. */
export type Outcome = 'resolved' | 'untyped' | ErrorCode

/** How a call ends. */
export async function outcomeOf(call: Promise<unknown>): Promise<Outcome> {
  return call.then(
    () => 'resolved' as const,
    (error: unknown) => (isBudgetBookError(error) ? error.code : 'untyped'),
  )
}

/** A commit that is about to go wrong. */
export interface Attempt {
  readonly storage: FaultyStorage
  /** The client that commits. */
  readonly client: StorageAdapter
  readonly run: (asked?: Asked) => Promise<unknown>
  /** Makes the commit, to which alone something happens; how it ends. */
  readonly tryOnce: (asked?: Asked) => Promise<Outcome>
  /** What there is before it, and after it. */
  readonly states: { readonly before: string; readonly after: string }
}

async function prepare(
  kind: FaultyStorageKind,
  scenario: Scenario,
  onOperation?: () => void,
): Promise<Omit<Attempt, 'states' | 'tryOnce'>> {
  const storage = kind.create({ onOperation })
  if (!scenario.isFirst) await fill(storage.fresh())
  const client = storage.connect()
  const run = await scenario.start(client)
  // What an earlier call leaves to end by itself is none of the commit's operations.
  await new Promise((resolve) => setTimeout(resolve, 1))
  return { storage, client, run }
}

/** What there is before and after a scenario in which nothing goes wrong. */
async function statesOf(kind: FaultyStorageKind, scenario: Scenario): Promise<Attempt['states']> {
  const { storage, run } = await prepare(kind, scenario)
  const before = await stateOf(storage.fresh())
  await run()
  const after = await stateOf(storage.fresh())
  await storage.dispose()
  expect(after).not.toBe(before)
  return { before, after }
}

/**
 * Tries a scenario with something going wrong at its first operation, at its second, and so on, each time on fresh
 * storage, until it has no more; gives how many operations it has.
 */
export async function atEveryOperation(
  kind: FaultyStorageKind,
  scenario: Scenario,
  fault: readonly [kind: IoFaultKind, options?: IoFaultOptions],
  check: (attempt: Attempt, armed: ArmedFault) => Promise<void>,
): Promise<number> {
  const states = await statesOf(kind, scenario)
  for (let at = 1; ; at++) {
    const prepared = await prepare(kind, scenario)
    const armed = prepared.storage.faults.arm(fault[0], { ...fault[1], at })
    try {
      const tryOnce = async (asked?: Asked): Promise<Outcome> =>
        outcomeOf(prepared.run(asked)).finally(() => armed.disarm())
      await check({ ...prepared, tryOnce, states }, armed)
    } catch (error) {
      const struck = armed.struck ? `${armed.struck.name} ${armed.struck.target ?? ''}` : 'nothing'
      throw new Error(`${fault[0]} at operation ${at} (${struck}): ${String(error)}`, { cause: error })
    }
    await prepared.storage.dispose()
    if (!armed.struck) return at - 1
  }
}

/** Tries a scenario with something happening right before its first operation, and so on; see {@link atEveryOperation}. */
export async function beforeEveryOperation(
  kind: FaultyStorageKind,
  scenario: Scenario,
  check: (attempt: Attempt, happensOnce: (happen: () => void) => void) => Promise<void>,
): Promise<number> {
  const states = await statesOf(kind, scenario)
  for (let at = 1; ; at++) {
    let left = Number.POSITIVE_INFINITY
    let happen = (): void => undefined
    const prepared = await prepare(kind, scenario, () => {
      if (--left === 0) happen()
    })
    let hasHappened = false
    const tryOnce = async (asked?: Asked): Promise<Outcome> => {
      left = at
      const outcome = await outcomeOf(prepared.run(asked))
      hasHappened = left <= 0
      left = Number.POSITIVE_INFINITY
      return outcome
    }
    await check({ ...prepared, tryOnce, states }, (what) => {
      happen = what
    })
    await prepared.storage.dispose()
    if (!hasHappened) return at - 1
  }
}

/** Expects a fresh client to see what the caller was told: the new state, the old one, or either where it is unknown. */
export async function expectToldState(
  { storage, states: { before, after } }: Attempt,
  outcome: Outcome,
): Promise<'before' | 'after'> {
  const state = await stateOf(storage.fresh())
  if (outcome === 'resolved') expect(state).toBe(after)
  else if (outcome === 'outcome_unknown') expect([before, after]).toContain(state)
  else expect(state).toBe(before)
  return state === before ? 'before' : 'after'
}
