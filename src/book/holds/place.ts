import * as z from 'zod/mini'
import { monthOf } from '../../calendar/month-range.js'
import { atPath, invalidInput } from '../../errors/invalid-input.js'
import type { JsonObject } from '../../lib/json.js'
import { copyHold } from '../../model/entity-copies.js'
import {
  amountInputSchema,
  civilDateSchema,
  descriptionSchema,
  idSchema,
  metadataSchema,
  timestampSchema,
} from '../../model/fields.js'
import { holdSchema, type StoredHold } from '../../model/hold.js'
import { loose } from '../../model/schema.js'
import { validate } from '../../model/validate.js'
import { scaleOf } from '../../money/currency.js'
import { readMinorUnits } from '../../money/minor-units.js'
import { readAmount } from '../../money/parse-amount.js'
import type { Receipt } from '../../storage/change.js'
import type { Head, View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { findActiveCategory, openMonthIn } from '../find.js'
import { damaged, readStoredScale } from '../read-stored.js'
import { receiptOf, violationsOf } from '../receipts.js'
import { spendingAsker } from '../spending/spending-asker.js'
import type { HoldResult, HoldsApi } from './api.js'
import { requireRoom } from './require-room.js'

const newHoldSchema = z.strictObject({
  categoryId: idSchema,
  amount: amountInputSchema,
  date: z.optional(civilDateSchema),
  expiresAt: z.optional(z.nullable(timestampSchema)),
  description: z.optional(descriptionSchema),
  metadata: z.optional(metadataSchema),
})

/** Makes {@link HoldsApi.place}. */
export function placeHold(context: BookContext): HoldsApi['place'] {
  return async (hold, options) => {
    context.requireOpen()
    const checked = validate(newHoldSchema, hold)
    const { now, require } = spendingAsker(context)
    const { date = context.clock.today(), expiresAt = null, description = '', metadata = {} } = checked
    const newId = context.newIds()
    const monthFor = ({ settings }: Head) => monthOf(date, settings.monthStartDay)
    const decide = (view: View) => {
      readStoredScale(view, context.parts.bookId)
      const { currency } = view.settings
      const amount = atPath(['amount'], () => readAmount(checked.amount, currency, 'positive', 'A hold'))
      requireFuture(expiresAt, now)
      const { id: categoryId } = findActiveCategory(view, checked.categoryId)
      const state = openMonthIn(view, monthFor(view))
      const units = readMinorUnits(amount, scaleOf(currency))
      const { month } = state
      const violations = require(view, { kind: 'place', month, categoryId, amount: units, added: units })
      requireRoom(state, now)
      const origin = { metadata, createdAt: now, updatedAt: now }
      const value: StoredHold = {
        id: newId(0),
        categoryId,
        amount,
        date,
        expiresAt,
        description,
        ...origin,
        month,
      }
      const placed = copyHold(value)
      return {
        result: { hold: placed, violations },
        changes: [{ op: 'insert', type: 'hold', value } as const],
        receipt: { ...receiptOf([value.id], violations), hold: placed as object as JsonObject },
      }
    }
    const scope = (head: Head) => ({ months: [monthFor(head)] })
    const replay = async (receipt: Receipt) => replayed(receipt, context.parts.bookId)
    return context.commit<HoldResult>({ request: ['holds.place', checked], scope, decide, replay }, options)
  }
}

function requireFuture(expiresAt: string | null, now: string): void {
  if (expiresAt !== null && expiresAt <= now)
    throw invalidInput('invalid_value', `It must be in the future. Now it is ${now}`, ['expiresAt'], { now })
}

const receiptSchema = loose(holdSchema)

// As it was placed: by now it may be committed or released.
function replayed(receipt: Receipt, bookId: string): HoldResult {
  const parsed = receiptSchema.safeParse(receipt['hold'])
  if (!parsed.success) throw damaged(bookId, 'operations', 'its receipt has no hold', parsed.error)
  return { hold: parsed.data, violations: violationsOf(receipt) }
}
