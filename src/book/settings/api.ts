import type { AmountInput } from '../../money/amount.js'
import type { ConversionRounding } from '../../money/factor.js'
import type { Settings } from '../../model/settings.js'
import type { CallOptions, ChangeOptions, ProgressOptions } from '../call-options.js'

/** Changes to the settings. An absent field keeps its value. */
export interface SettingsPatch {
  /** ISO 4217. It can change only while the book holds no amounts. */
  readonly currency?: string | undefined
  /** Zero or more, in the new currency if that changes too. `null` for no limit. */
  readonly monthlyLimit?: AmountInput | null | undefined
  /** 1 to 28. It can change only while the book holds no budgets and no expenses. */
  readonly monthStartDay?: number | undefined
}

/** How to change the currency of a book that holds amounts. */
export interface CurrencyChange {
  /** The new currency. It must differ from the present one. */
  readonly to: string
  /** How many units of the new currency one unit of the old one is worth: above zero, at most 20 decimals. */
  readonly rate: AmountInput
  /**
   * How to round halves of a minor unit.
   * @defaultValue `'half-even'`
   */
  readonly rounding?: ConversionRounding | undefined
}

/** The settings of a book. */
export interface SettingsApi {
  /** Gets the settings. */
  get(options?: CallOptions): Promise<Settings>
  /**
   * Changes settings. Lowering the limit is always allowed; the compliance of a report says whether its month is over.
   *
   * @throws `currency_locked` for another currency while the book holds amounts: use `changeCurrency`. The limit counts
   * as an amount, unless the patch replaces it. So do the amounts of a rollover rule. `month_start_locked` for another
   * start day while the book holds budgets or expenses: use `changeMonthStart`. `month_closed` for another start day
   * while a month is closed.
   */
  update(patch: SettingsPatch, options?: ChangeOptions): Promise<Settings>
  /**
   * Converts every amount in one commit, also in closed months, and the amounts of rollover rules. What an expense was
   * in another currency (`original`) stays. The policy is not asked. The budgets of a month are rounded by largest
   * remainder: rounding alone never lifts a total above the limit. An expense may become zero.
   *
   * @throws `invalid_input` if an amount would have more than 15 integer digits. Nothing is changed then.
   */
  changeCurrency(change: CurrencyChange, options?: ChangeOptions & ProgressOptions): Promise<Settings>
  /**
   * Lets months start on another day, and moves every expense to the month that it now falls in, in one commit.
   * Budgets stay in their month. Passing the present start day changes nothing, even while a month is closed.
   *
   * @param day - 1 to 28.
   * @throws `month_closed` while a month is closed.
   */
  changeMonthStart(day: number, options?: ChangeOptions & ProgressOptions): Promise<Settings>
}
