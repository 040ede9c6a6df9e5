import { BudgetBookError, isBudgetBookError } from '../errors/error.js'
import type { Committed } from '../storage/adapter.js'
import type { BookContents, View } from '../storage/view.js'

/**
 * Calls an adapter. A `BudgetBookError` passes; `failure` wraps anything else. The call starts in the next microtask: a
 * call that the app makes inside a commit, for example from its policy, then comes after that commit.
 *
 * @param isSound - Whether an object has the shape of an answer. It looks at the outside only, because each call pays
 * for it.
 */
export async function callAdapter<Answer extends object>(
  call: () => Promise<Answer>,
  isSound: (answer: Answer) => boolean = isObject,
  failure: (cause: unknown) => BudgetBookError = adapterThrew,
): Promise<Answer> {
  try {
    await Promise.resolve()
    const answer = await call()
    if (!isObject(answer) || !isSound(answer)) throw new TypeError('The adapter gave a wrong answer, or none')
    return answer
  } catch (error) {
    throw isBudgetBookError(error) ? error : failure(error)
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

// Not instanceof: the Map may come from another realm, as in the tests of Jest.
const isMap = (value: unknown): boolean =>
  typeof (value as Partial<View['months']> | null)?.get === 'function'

/** Whether an answer has the shape of a view. */
export const isView = ({ settings, categories, groups, ...maps }: View): boolean => {
  const { months, budgets, expenses, holds } = maps
  const isHead = isObject(settings) && [categories, groups].every(Array.isArray)
  return isHead && [months, budgets, expenses, holds].every(isMap)
}

/** Whether an answer has the shape of all contents of a book. */
export const isContents = ({ settings, ...lists }: BookContents): boolean => {
  const { categories, groups, closedMonths, budgets, expenses, holds } = lists
  return (
    isObject(settings) && [categories, groups, closedMonths, budgets, expenses, holds].every(Array.isArray)
  )
}

/** Whether an answer has the shape of a commit. */
export const isCommitted = ({ receipt }: Committed): boolean => isObject(receipt)

/** The error for an adapter that failed before the decision. Nothing was written. */
export function adapterThrew(cause: unknown): BudgetBookError {
  return new BudgetBookError(
    'storage_unavailable',
    'The storage adapter threw an unexpected error; see cause',
    { reason: 'adapter_threw' },
    { cause },
  )
}

/** The error for an adapter that failed after the decision. The change may be stored; only the adapter could tell. */
export function outcomeUnknown(operationId: string | undefined, cause: unknown): BudgetBookError {
  return new BudgetBookError(
    'outcome_unknown',
    'The storage failed, and it is unknown whether the change was stored. Repeat the call with the same operationId, or read the book first',
    { operationId: operationId ?? null },
    { cause },
  )
}
