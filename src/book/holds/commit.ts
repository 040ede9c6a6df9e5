import * as z from 'zod/mini'
import type { Month } from '../../calendar/month.js'
import { monthOf } from '../../calendar/month-range.js'
import { BudgetBookError } from '../../errors/error.js'
import { atPath } from '../../errors/invalid-input.js'
import { copyWithoutMonth } from '../../model/entity-copies.js'
import type { StoredExpense } from '../../model/expense.js'
import {
  amountInputSchema,
  civilDateSchema,
  descriptionSchema,
  idSchema,
  metadataSchema,
} from '../../model/fields.js'
import { isLive, type StoredHold } from '../../model/hold.js'
import { validate, validateArgument } from '../../model/validate.js'
import type { Amount, AmountInput } from '../../money/amount.js'
import { scaleOf, type CurrencyCode } from '../../money/currency.js'
import { readMinorUnits } from '../../money/minor-units.js'
import { readAmount } from '../../money/parse-amount.js'
import type { Head, View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { SpendResult } from '../expenses/api.js'
import { insertionOf } from '../expenses/recording.js'
import { replaySpending } from '../spending/spend.js'
import { findCategory, holdIn, monthIn } from '../find.js'
import { readStoredScale } from '../read-stored.js'
import { receiptOf } from '../receipts.js'
import { spendingAsker, type AskedInMonth } from '../spending/spending-asker.js'
import type { HoldsApi } from './api.js'
import { soundHold } from './sound-hold.js'

const commitSchema = z.strictObject({
  amount: z.optional(amountInputSchema),
  date: z.optional(civilDateSchema),
  description: z.optional(descriptionSchema),
  metadata: z.optional(metadataSchema),
})

/** Makes {@link HoldsApi.commit}. */
export function commitHold(context: BookContext): HoldsApi['commit'] {
  return async (id, commit = {}, options) => {
    context.requireOpen()
    const checkedId = validateArgument('id', idSchema, id)
    const checked = validate(commitSchema, commit)
    const { bookId } = context.parts
    const asker = spendingAsker(context)
    const newId = context.newIds()
    const scope = ({ settings }: Head) => ({
      holds: [checkedId],
      months: checked.date === undefined ? [] : [monthOf(checked.date, settings.monthStartDay)],
    })
    const decide = (view: View) => {
      readStoredScale(view, bookId)
      const { currency, monthStartDay } = view.settings
      const given = readGiven(checked.amount, currency)
      const hold = soundHold(liveHoldIn(view, checkedId, asker.now), view, bookId)
      findCategory(view, hold.categoryId)
      const { date = hold.date, description = hold.description, metadata = hold.metadata } = checked
      const amount = given ?? hold.amount
      const month = requireOpenForHold(view, monthOf(date, monthStartDay), asker.now)
      const { categoryId } = hold
      const excess = excessOf(hold, amount, month, scaleOf(currency))
      const violations = excess ? asker.require(view, excess) : []
      const origin = { metadata, createdAt: asker.now, updatedAt: asker.now }
      const expense: StoredExpense = {
        id: newId(0),
        categoryId,
        amount,
        date,
        description,
        original: null,
        ...origin,
        month,
      }
      return {
        result: { expense: copyWithoutMonth(expense), violations },
        changes: [{ op: 'remove', type: 'hold', id: hold.id } as const, insertionOf(expense)],
        receipt: receiptOf([expense.id], violations),
      }
    }
    const request = ['holds.commit', checkedId, checked]
    const replay = replaySpending(context)
    const subject = { type: 'hold', id: checkedId } as const
    return context.commit<SpendResult>({ request, scope, subject, decide, replay }, options)
  }
}

function readGiven(amount: AmountInput | undefined, currency: CurrencyCode): Amount | undefined {
  if (amount === undefined) return undefined
  return atPath(['amount'], () => readAmount(amount, currency, 'positive', 'An expense'))
}

/** What an expense takes beyond its hold, if anything. */
function excessOf(
  { categoryId, month: heldIn, amount: held }: StoredHold,
  amount: Amount,
  month: Month,
  scale: number,
): AskedInMonth | null {
  const [spent, accepted] = [readMinorUnits(amount, scale), readMinorUnits(held, scale)]
  if (spent <= accepted) return null
  // The hold itself was accepted once. In another month it counts as accepted there.
  const besides = new Map(heldIn === month ? [] : [[categoryId, accepted]])
  return { kind: 'commit', month, categoryId, amount: spent, added: spent - accepted, besides }
}

function liveHoldIn(view: View, id: string, now: string): StoredHold {
  const hold = holdIn(view, id)
  const { expiresAt } = hold
  if (expiresAt === null || isLive(hold, now)) return hold
  throw new BudgetBookError(
    'hold_expired',
    `The hold ${id} expired at ${expiresAt}. Use expenses.spend to ask again, or expenses.record if it is spent`,
    { id, expiresAt },
  )
}

function requireOpenForHold(view: View, month: Month, now: string): Month {
  const state = monthIn(view, month)
  if (!state.closed) return state.month
  throw new BudgetBookError('month_closed', `The month ${month} is closed; reopen it first`, {
    months: [month],
    holdIds: state.holds.filter((hold) => isLive(hold, now)).map(({ id }) => id),
  })
}
