import * as z from 'zod'
import { BudgetBookError } from '../errors/budget-book-error.js'
import { atPath, invalidInput } from '../errors/invalid-input.js'
import { parseMinorUnits, type Amount, type AmountInput } from '../money/amount.js'
import { scaleOf, type CurrencyCode } from '../money/currency.js'
import { writeMinorUnits } from '../money/minor-units.js'
import type { ConversionRounding } from '../money/convert.js'
import type { Settings } from '../model/entities.js'
import { amountInputSchema, currencySchema, monthStartDaySchema } from '../model/fields.js'
import { validate } from '../model/validate.js'
import type { MonthState, Scope, View } from '../storage/adapter.js'
import type { BookContext } from './book-context.js'
import type { CallOptions, MutationOptions } from './call-options.js'
import { convertContents } from './convert-contents.js'
import { restartMonths } from './restart-months.js'

/** What to change in the settings; what is absent stays as it is. */
export interface SettingsPatch {
  /** ISO 4217; only while the book holds no amounts. */
  readonly currency?: string | undefined
  /** Zero or more, in the (new) currency; `null` for no limit. */
  readonly monthlyLimit?: AmountInput | null | undefined
  /** 1 to 28; only while the book holds no budgets and no expenses. */
  readonly monthStartDay?: number | undefined
}

/** How to change the currency of a book that holds amounts. */
export interface CurrencyChange {
  /** The new currency, another one than now. */
  readonly to: string
  /** Units of the new currency for one of the old: above zero, at most 20 decimals. */
  readonly rate: AmountInput
  /**
   * What happens to halves of a minor unit.
   * @defaultValue `'half-even'`
   */
  readonly rounding?: ConversionRounding | undefined
}

/** The settings of a book. */
export interface SettingsApi {
  /** The settings now. */
  get(options?: CallOptions): Promise<Settings>
  /**
   * Changes settings. Lowering the limit is always allowed; compliance then says which months are over.
   *
   * @throws `currency_locked` for another currency while the book holds amounts: use `changeCurrency`. The limit
   * counts as one, unless the patch sets it anew. `month_start_locked` for another start day while it holds budgets
   * or expenses: use `changeMonthStart`.
   */
  update(patch: SettingsPatch, options?: MutationOptions): Promise<Settings>
  /**
   * Converts every amount in one commit, those of closed months too. No policy is asked. The budgets of a month round
   * by largest remainder, so that no total comes to exceed the limit by rounding alone; an expense may become zero.
   *
   * @throws `invalid_input` where an amount would have more than 15 integer digits; nothing is changed then.
   */
  changeCurrency(change: CurrencyChange, options?: MutationOptions): Promise<Settings>
  /**
   * Sorts every expense anew into months that start on another day, in one commit. Budgets stay with their month.
   *
   * @param day - 1 to 28.
   * @throws `month_closed` while a month is closed.
   */
  changeMonthStart(day: number, options?: MutationOptions): Promise<Settings>
}

const patchSchema = z.strictObject({
  currency: currencySchema.optional(),
  monthlyLimit: amountInputSchema.nullable().optional(),
  monthStartDay: monthStartDaySchema.optional(),
})
const currencyChangeSchema = z.strictObject({
  to: currencySchema,
  rate: amountInputSchema,
  rounding: z.enum(['half-even', 'half-up']).optional(),
})

/** Makes {@link SettingsApi}. */
export function settingsApi(context: BookContext): SettingsApi {
  const get = async (options?: CallOptions): Promise<Settings> =>
    (await context.read(() => ({}), options)).settings
  return {
    get,
    update: async (patch, options) => {
      context.requireOpen()
      const checked = validate(patchSchema, patch)
      return context.commit(
        {
          request: ['settings.update', checked],
          scope: ({ settings }): Scope => (needsEverything(settings, checked) ? { months: 'all' } : {}),
          decide: (view) => {
            const result = patched(view, checked)
            return { result, changes: [{ op: 'put', type: 'settings', value: result }] }
          },
          replay: () => get(),
        },
        options,
      )
    },
    changeCurrency: async (change, options) => {
      context.requireOpen()
      const checked = validate(currencyChangeSchema, change)
      const rounding = checked.rounding ?? 'half-even'
      await context.rebuild(
        {
          request: ['settings.changeCurrency', { ...checked, rounding }],
          rebuild: (contents) => convertContents(contents, checked.to, checked.rate, rounding),
        },
        options,
      )
      return get()
    },
    changeMonthStart: async (day, options) => {
      context.requireOpen()
      const monthStartDay = validate(monthStartDaySchema, day)
      await context.rebuild(
        {
          request: ['settings.changeMonthStart', monthStartDay],
          rebuild: (contents) => restartMonths(contents, monthStartDay),
        },
        options,
      )
      return get()
    },
  }
}

type CheckedPatch = z.output<typeof patchSchema>

function needsEverything(settings: Settings, { currency, monthStartDay }: CheckedPatch): boolean {
  return (
    (currency ?? settings.currency) !== settings.currency ||
    (monthStartDay ?? settings.monthStartDay) !== settings.monthStartDay
  )
}

function patched(view: View, patch: CheckedPatch): Settings {
  const { settings } = view
  const { currency = settings.currency, monthStartDay = settings.monthStartDay } = patch
  const months = [...view.months.values()]
  if (currency !== settings.currency)
    requireNoAmounts(settings, months, currency, patch.monthlyLimit !== undefined)
  if (monthStartDay !== settings.monthStartDay) requireNoEntries(settings, months, monthStartDay)
  const monthlyLimit =
    patch.monthlyLimit === undefined ? settings.monthlyLimit : limitOf(patch.monthlyLimit, currency)
  return { ...settings, currency, monthStartDay, monthlyLimit }
}

function limitOf(limit: AmountInput | null, currency: CurrencyCode): Amount | null {
  if (limit === null) return null
  const scale = scaleOf(currency)
  return atPath(['monthlyLimit'], () => {
    const units = parseMinorUnits(limit, scale)
    if (units < 0n) throw invalidInput('negative_amount', 'A limit is zero or more')
    return writeMinorUnits(units, scale)
  })
}

function hasEntries({ budgets, spending }: MonthState): boolean {
  return budgets.length > 0 || spending.size > 0
}

function requireNoAmounts(
  { currency, monthlyLimit }: Settings,
  months: readonly MonthState[],
  requested: CurrencyCode,
  setsLimit: boolean,
): void {
  if (
    (monthlyLimit !== null && !setsLimit) ||
    months.some((month) => hasEntries(month) || month.limitAtClose !== null)
  ) {
    throw new BudgetBookError(
      'currency_locked',
      `The book holds amounts in ${currency}; use changeCurrency`,
      {
        currency,
        requested,
      },
    )
  }
}

function requireNoEntries(
  { monthStartDay }: Settings,
  months: readonly MonthState[],
  requested: number,
): void {
  const closed = months.filter((month) => month.closed).map(({ month }) => month)
  if (closed.length > 0) {
    throw new BudgetBookError('month_closed', 'A month is closed; reopen it first', { months: closed })
  }
  if (months.some(hasEntries)) {
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
