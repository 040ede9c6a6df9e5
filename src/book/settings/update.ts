import * as z from 'zod/mini'
import { BudgetBookError } from '../../errors/error.js'
import { atPath } from '../../errors/invalid-input.js'
import type { Amount, AmountInput } from '../../money/amount.js'
import { requireCurrencyInUse, type CurrencyCode } from '../../money/currency.js'
import { readAmount } from '../../money/parse-amount.js'
import { isLive } from '../../model/hold.js'
import type { Settings } from '../../model/settings.js'
import { amountInputSchema, currencySchema, monthStartDaySchema } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import type { Head, MonthState, Scope, View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { settingsSubject } from '../if-match/precondition.js'
import { isSame } from '../../lib/canonical-json.js'
import type { SettingsApi } from './api.js'
import { getSettings } from './get.js'

const patchSchema = z.strictObject({
  currency: z.optional(currencySchema),
  monthlyLimit: z.optional(z.nullable(amountInputSchema)),
  monthStartDay: z.optional(monthStartDaySchema),
})

/** Makes {@link SettingsApi.update}. */
export function updateSettings(context: BookContext): SettingsApi['update'] {
  const get = getSettings(context)
  return async (patch, options) => {
    context.requireOpen()
    const checked = validate(patchSchema, patch)
    const now = context.clock.timestamp()
    return context.commit(
      {
        request: ['settings.update', checked],
        subject: settingsSubject,
        scope: ({ settings }): Scope => (needsEverything(settings, checked) ? { months: 'all' } : {}),
        decide: (view) => {
          const result = patchedSettings(view, checked, now)
          return {
            result,
            changes: isSame(result, view.settings) ? [] : [{ op: 'put', type: 'settings', value: result }],
          }
        },
        replay: () => get(),
      },
      options,
    )
  }
}

type CheckedPatch = z.output<typeof patchSchema>

/** Whether a change to the settings depends on everything in the book. */
export function needsEverything(settings: Settings, { currency, monthStartDay }: CheckedPatch): boolean {
  return (
    (currency ?? settings.currency) !== settings.currency ||
    (monthStartDay ?? settings.monthStartDay) !== settings.monthStartDay
  )
}

/** The settings with a patch; throws `currency_locked`, `month_start_locked` or `month_closed`. */
export function patchedSettings(view: View, patch: CheckedPatch, now: string): Settings {
  const { settings } = view
  const { currency = settings.currency, monthStartDay = settings.monthStartDay } = patch
  const monthlyLimit =
    patch.monthlyLimit === undefined ? settings.monthlyLimit : limitOf(patch.monthlyLimit, currency)
  const months = [...view.months.values()]
  if (currency !== settings.currency) {
    atPath(['currency'], () => requireCurrencyInUse(currency))
    requireNoAmounts(view, months, currency, { setsLimit: patch.monthlyLimit !== undefined, now })
  }
  if (monthStartDay !== settings.monthStartDay) requireNoEntries(settings, months, monthStartDay, now)
  return { ...settings, currency, monthStartDay, monthlyLimit }
}

function limitOf(limit: AmountInput | null, currency: CurrencyCode): Amount | null {
  if (limit === null) return null
  return atPath(['monthlyLimit'], () => readAmount(limit, currency, 'nonnegative', 'A limit'))
}

function hasEntries({ budgets, spending, holds }: MonthState, now: string): boolean {
  return budgets.length > 0 || spending.size > 0 || holds.some((hold) => isLive(hold, now))
}

function requireNoAmounts(
  { settings: { currency, monthlyLimit }, categories }: Head,
  months: readonly MonthState[],
  requested: CurrencyCode,
  { setsLimit, now }: { readonly setsLimit: boolean; readonly now: string },
): void {
  const details = { currency, requested }
  const hasRule = categories.some(({ rollover }) => rollover !== null)
  if (hasRule || months.some((month) => hasEntries(month, now) || month.limitAtClose !== null)) {
    const message = `The book holds amounts in ${currency}; use changeCurrency`
    throw new BudgetBookError('currency_locked', message, details)
  }
  if (monthlyLimit !== null && !setsLimit) {
    const message = `The limit is in ${currency}; set monthlyLimit in the same call, or use changeCurrency`
    throw new BudgetBookError('currency_locked', message, details)
  }
}

function requireNoEntries(
  { monthStartDay }: Settings,
  months: readonly MonthState[],
  requested: number,
  now: string,
): void {
  const closed = months.filter((month) => month.closed).map(({ month }) => month)
  if (closed.length > 0) {
    throw new BudgetBookError('month_closed', 'A month is closed; reopen it first', { months: closed })
  }
  if (months.some((month) => hasEntries(month, now))) {
    throw new BudgetBookError(
      'month_start_locked',
      'The book holds budgets or expenses; use changeMonthStart',
      {
        monthStartDay,
        requested,
      },
    )
  }
}
