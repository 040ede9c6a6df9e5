import * as z from 'zod/mini'
import { amountInputSchema, currencySchema } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import type { SettingsApi } from './api.js'
import { convertContents } from './convert-contents.js'
import { getSettings } from './get.js'

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
    const rounding = checked.rounding ?? 'half-even'
    const rebuilt = await context.rebuild(
      {
        request: ['settings.changeCurrency', { ...checked, rounding }],
        rebuild: (contents) => convertContents(contents, checked.to, checked.rate, rounding),
      },
      options,
    )
    return rebuilt ? rebuilt.settings : get()
  }
}
