import type { Scheduler } from 'fast-check'
import {
  createMemoryAdapter,
  enforcePolicy,
  isBudgetBookError,
  openBudgetBook,
  type BudgetBook,
  type OpenBudgetBookOptions,
} from 'budgetbook'
import type { BookContents } from 'budgetbook/adapter'
import { countingIds } from './fixture.js'
import { scheduledAdapter } from './scheduled-adapter.js'

/** Several clients of one book, under the enforce policy and perhaps more. */
export interface Race {
  /** Sets the scene, and looks at it afterwards. */
  readonly setUp: BudgetBook
  /** A book object of its own for each client. */
  readonly open: (client: string) => Promise<BudgetBook>
  /** Lets calls race, and gives for each `accepted` or the code of its refusal, in their order. */
  readonly run: (calls: readonly (() => Promise<unknown>)[]) => Promise<string[]>
  /** What was stored after each commit. */
  readonly history: readonly BookContents[]
}

async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'accepted'
  } catch (error) {
    if (isBudgetBookError(error)) return error.code
    throw error
  }
}

export async function prepareRace(
  scheduler: Scheduler,
  more: Partial<OpenBudgetBookOptions> = {},
): Promise<Race> {
  const adapter = createMemoryAdapter()
  const options = { generateId: countingIds(), allocationPolicy: enforcePolicy(), ...more }
  const history: BookContents[] = []
  // The adapter tells of a commit before anything else can happen, and reads synchronously.
  adapter.subscribe?.('default', () => {
    void adapter.readAll('default').then((contents) => history.push(contents))
  })
  let hasStarted = false
  return {
    setUp: await openBudgetBook({ storage: adapter, ...options }),
    open: async (client) => {
      const storage = scheduledAdapter(scheduler, adapter, client, () => hasStarted)
      return openBudgetBook({ storage, ...options })
    },
    run: async (calls) => {
      hasStarted = true
      const outcomes = calls.map(async (call) => outcomeOf(call()))
      const settled = await scheduler.waitFor(Promise.all(outcomes))
      hasStarted = false
      return settled
    },
    history,
  }
}
