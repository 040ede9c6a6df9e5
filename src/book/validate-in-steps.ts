import type * as z from 'zod/mini'
import type { InputIssue } from '../errors/details.js'
import { isBudgetBookError } from '../errors/error.js'
import { atPath, guardInput, invalidInputs } from '../errors/invalid-input.js'
import { validate, validateArgument } from '../model/validate.js'
import type { Phase, Steps } from './long-work.js'

/** A schema of a list. */
export type ListSchema<Item> = z.ZodMiniType<Item[]>

/** The items of a caller's list. Throws `invalid_input` for something that is not a list. */
export function itemsOf(name: string, schema: ListSchema<unknown>, list: unknown): readonly unknown[] {
  return atPath([name], () =>
    guardInput(() =>
      // By position: the list's own iterator may be anything. If it is not a list, the schema says what is wrong.
      Array.isArray(list)
        ? Array.from({ length: list.length }, (_, position) => list[position] as unknown)
        : validate(schema, list),
    ),
  )
}

/**
 * Validates the items of a list in steps. Throws `invalid_input` with every issue found, as `validateArgument` does.
 *
 * @param visit - Gets each checked item, as long as nothing is wrong.
 * @param endsEarly - Whether to end at the first step with an issue, for a list whose first issues are enough. Its
 * steps are short, because an item may be long.
 */
export function* validateInSteps<Item>(
  name: string,
  schema: ListSchema<Item>,
  items: readonly unknown[],
  phase: Phase,
  visit: (item: Item) => void,
  endsEarly = false,
): Steps<void> {
  const issues: InputIssue[] = []
  const check = (chunk: readonly unknown[], from: number): Item[] => {
    try {
      return validateArgument(name, schema, chunk)
    } catch (error) {
      // An error with a cause is not a finding of the schema: the input itself threw.
      if (!isBudgetBookError(error, 'invalid_input') || error.cause !== undefined) throw error
      for (const issue of error.details.issues) issues.push(movedBy(from, issue))
      return []
    }
  }
  const step = (chunk: readonly unknown[], from: number): void => {
    const checked = check(chunk, from)
    if (issues.length === 0) checked.forEach(visit)
    else if (endsEarly) throw invalidInputs(issues)
  }
  yield* phase.each(items, step, endsEarly ? 8 : undefined)
  if (issues.length > 0) throw invalidInputs(issues)
}

// The path of an issue in a chunk begins with the name of the list and the position in the chunk.
function movedBy(from: number, issue: InputIssue): InputIssue {
  const [name, position, ...fields] = issue.path
  return { ...issue, path: [name as string, (position as number) + from, ...fields] }
}
