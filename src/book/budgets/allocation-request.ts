import * as z from 'zod/mini'
import { invalidInput } from '../../errors/invalid-input.js'
import type { Month } from '../../calendar/month.js'
import { amountInputSchema, idSchema, monthSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import { readBudgetAmount } from './budget-amount.js'
import type { EditRequest } from './budget-editor.js'

// How suggestBudgets and planMonth explain an amount. What they give is taken as it is.
const explanation = z.optional(z.unknown())
const explained = { name: explanation, basis: explanation, months: explanation, because: explanation }

const allocationsSchema = z.array(
  z.pipe(
    z.strictObject({ categoryId: idSchema, amount: z.nullable(amountInputSchema), ...explained }),
    z.transform(({ categoryId, amount }) => ({ categoryId, amount })),
  ),
)

type CheckedAllocations = z.output<typeof allocationsSchema>

/** The allocations of a month as the caller asked for them, checked, and the edits that they come to. */
export interface AllocationRequest extends EditRequest {
  readonly month: Month
  readonly allocations: CheckedAllocations
}

/** Reads the arguments that `allocate` and `preview` share. */
export function readAllocations(month: unknown, allocations: unknown): AllocationRequest {
  const checkedMonth = validateArgument('month', monthSchema, month)
  const checked = validateArgument('allocations', allocationsSchema, allocations)
  requireOneForEach(checked)
  return {
    month: checkedMonth,
    allocations: checked,
    scope: { months: [checkedMonth] },
    editsOn: ({ settings }) => {
      const edits = checked.map(({ categoryId, amount }, position) => ({
        categoryId,
        amount:
          amount === null
            ? null
            : readBudgetAmount(amount, settings.currency, ['allocations', position, 'amount']),
      }))
      return [{ month: checkedMonth, edits }]
    },
  }
}

function requireOneForEach(allocations: CheckedAllocations): void {
  const seen = new Set<string>()
  for (const [position, { categoryId }] of allocations.entries()) {
    if (seen.has(categoryId)) {
      throw invalidInput(
        'duplicate',
        'Each category may be listed only once',
        ['allocations', position, 'categoryId'],
        {
          categoryId,
        },
      )
    }
    seen.add(categoryId)
  }
}
