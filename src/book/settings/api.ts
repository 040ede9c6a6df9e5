import type { AmountInput } from '../../money/amount.js'
import type { ConversionRounding } from '../../money/convert.js'
import type { Settings } from '../../model/settings.js'
import type { CallOptions, MutationOptions } from '../call-options.js'

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
   * or expenses: use `changeMonthStart`. `month_closed` for another start day while a month is closed.
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
   * The day in force changes nothing, also while a month is closed.
   *
   * @param day - 1 to 28.
   * @throws `month_closed` while a month is closed.
   */
  changeMonthStart(day: number, options?: MutationOptions): Promise<Settings>
}
