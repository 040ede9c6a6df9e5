import * as z from 'zod/mini'
import type { CivilDate } from '../../calendar/civil-date.js'
import { monthOf } from '../../calendar/month-range.js'
import type { Month } from '../../calendar/month.js'
import { atPath } from '../../errors/invalid-input.js'
import type { AllocationViolation } from '../../errors/allocation-violation.js'
import { scaleOf } from '../../money/currency.js'
import { readMinorUnits } from '../../money/minor-units.js'
import { readAmount } from '../../money/parse-amount.js'
import { amountInputSchema, civilDateSchema, idSchema } from '../../model/fields.js'
import { words } from '../../model/schema.js'
import { validateArgument } from '../../model/validate.js'
import type { Head } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { findActiveCategory, openMonthIn } from '../find.js'
import { readStoredScale } from '../read-stored.js'
import { spendingAsker } from './spending-asker.js'
import type { ExpensesApi } from '../expenses/api.js'

const spendingSchema = z.array(
  z.strictObject({
    categoryId: idSchema,
    amount: amountInputSchema,
    date: z.optional(civilDateSchema),
  }),
  words,
)

/** Makes {@link ExpensesApi.previewSpend}. */
export function previewSpending(context: BookContext): ExpensesApi['previewSpend'] {
  return async (spending, options) => {
    context.requireOpen()
    const checked = validateArgument('spending', spendingSchema, spending)
    const asker = spendingAsker(context)
    const today = context.clock.today()
    const monthFor = ({ date = today }: { readonly date?: CivilDate | undefined }, { settings }: Head) =>
      monthOf(date, settings.monthStartDay)
    const view = await context.read(
      (head) => ({ months: [...new Set(checked.map((item) => monthFor(item, head)))] }),
      options,
    )
    readStoredScale(view, context.parts.bookId)
    const { currency } = view.settings
    const asked = new Map<Month, Map<string, bigint>>()
    const violations: AllocationViolation[] = []
    let accepted = true
    const amounts = checked.map(({ amount }, position) =>
      atPath(['spending', position, 'amount'], () =>
        readMinorUnits(readAmount(amount, currency, 'nonzero', 'An expense'), scaleOf(currency)),
      ),
    )
    for (const [position, item] of checked.entries()) {
      const { categoryId } = item
      const units = amounts[position] as bigint
      findActiveCategory(view, categoryId)
      const { month } = openMonthIn(view, monthFor(item, view))
      const besides = asked.get(month) ?? new Map<string, bigint>()
      const decision = asker.ask(view, {
        kind: 'spend',
        month,
        categoryId,
        amount: units,
        added: units,
        besides,
      })
      accepted &&= decision.accepted
      violations.push(...decision.violations)
      asked.set(month, besides.set(categoryId, (besides.get(categoryId) ?? 0n) + units))
    }
    return { accepted, violations }
  }
}
