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
import { scaleOf } from '../../money/currency.js'
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
import { withHeld } from '../spending/ask-spending.js'
import { spendingAsker } from '../spending/spending-asker.js'
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
      const { amount: asked, ...fields } = checked
      const given =
        asked === undefined
          ? undefined
          : atPath(['amount'], () => readAmount(asked, currency, 'positive', 'An expense'))
      const hold = soundHold(liveHoldIn(view, checkedId, asker.now), view, bookId)
      findCategory(view, hold.categoryId)
      const { date = hold.date, description = hold.description, metadata = hold.metadata } = fields
      const amount = given ?? hold.amount
      const month = requireOpenForHold(view, monthOf(date, monthStartDay), asker.now)
      const unitsOf = (text: string) => readMinorUnits(text, scaleOf(currency))
      const excess = unitsOf(amount) - unitsOf(hold.amount)
      const violations = excess > 0n ? requireExcess(view, month, hold, unitsOf(amount), excess) : []
      const { categoryId } = hold
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
    // The hold itself was accepted once. In another month it counts as accepted there.
    const requireExcess = (
      view: View,
      month: Month,
      { month: heldIn, categoryId, amount: held }: StoredHold,
      amount: bigint,
      added: bigint,
    ) => {
      const state = asker.monthOf(view, month)
      const moved = heldIn === month ? 0n : readMinorUnits(held, state.scale)
      return asker.requireIn(withHeld(state, categoryId, moved), {
        kind: 'commit',
        categoryId,
        amount,
        added,
      })
    }
    const request = ['holds.commit', checkedId, checked]
    const replay = replaySpending(context)
    return context.commit<SpendResult>({ request, scope, decide, replay }, options)
  }
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
