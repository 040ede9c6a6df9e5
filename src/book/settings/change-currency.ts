import * as z from 'zod/mini'
import { amountInputSchema, currencySchema } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import type { Amount } from '../../money/amount.js'
import type { BookContents } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { parseLongChangeOptions } from '../call-options.js'
import { soundHold } from '../holds/sound-hold.js'
import { rebuildInSteps } from '../long-work.js'
import { settingsSubject } from '../if-match/precondition.js'
import type { SettingsApi } from './api.js'
import { convertContents } from './convert-contents.js'
import { getSettings } from './get.js'
import { requireSoundRules, sumStoredAmounts } from '../read-stored.js'

const currencyChangeSchema = z.strictObject({
  to: currencySchema,
  rate: amountInputSchema,
  rounding: z.optional(z.enum(['half-even', 'half-up'])),
})

/** Makes {@link SettingsApi.changeCurrency}. */
export function changeCurrency(context: BookContext): SettingsApi['changeCurrency'] {
  const get = getSettings(context)
  return async (change, options) => {
    context.requireOpen()
    const checked = validate(currencyChangeSchema, change)
    const { onProgress, ...mutation } = parseLongChangeOptions(options)
    const rounding = checked.rounding ?? 'half-even'
    const request = ['settings.changeCurrency', { ...checked, rounding }]
    const rebuilt = await rebuildInSteps(
      async (rebuild) => context.rebuild({ request, rebuild, subject: settingsSubject }, mutation),
      (contents) => {
        // Only sound amounts can be converted. Damage is found before the caller's rate is tried on it.
        const { bookId } = context.parts
        sumStoredAmounts(amountsIn(contents), contents, bookId)
        requireSoundRules(contents, bookId)
        const holds = contents.holds.map((hold) => soundHold(hold, contents, bookId))
        return convertContents({ ...contents, holds }, checked.to, checked.rate, rounding)
      },
      { signal: mutation.signal, onProgress },
    )
    return rebuilt ? rebuilt.settings : get()
  }
}

function* amountsIn({ settings, closedMonths, budgets, expenses }: BookContents): Iterable<Amount> {
  const limits = closedMonths.map(({ limitAtClose }) => limitAtClose)
  for (const amount of [settings.monthlyLimit, ...limits]) if (amount !== null) yield amount
  for (const { amount } of budgets) yield amount
  for (const { amount } of expenses) yield amount
}
