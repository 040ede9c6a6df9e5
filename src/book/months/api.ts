import type { CivilDate } from '../../calendar/civil-date.js'
import type { Month } from '../../calendar/month.js'
import type { CallOptions, ChangeOptions } from '../call-options.js'

/** A month, as a list of months shows it. */
export interface MonthInfo {
  /** The month. */
  readonly month: Month
  /** Its first day, inclusive. */
  readonly start: CivilDate
  /** Its last day, inclusive. */
  readonly end: CivilDate
  /** Whether it is closed. */
  readonly closed: boolean
  /** Whether today falls in it. */
  readonly current: boolean
}

/** The months of a book. */
export interface MonthsApi {
  /** Lists the months that have a budget or an expense, the closed ones, and the current one. Newest first. */
  list(options?: CallOptions): Promise<MonthInfo[]>
  /**
   * Describes any month. A month without entries is open, unless it was closed.
   *
   * @param month - `YYYY-MM`.
   * @throws `invalid_input`
   */
  get(month: string, options?: CallOptions): Promise<MonthInfo>
  /**
   * Closes a month, with or without entries. The month keeps the limit now in force. Its budgets and expenses cannot
   * be changed until it is reopened. Closing a closed month changes nothing.
   *
   * @param month - `YYYY-MM`.
   * @throws `invalid_input`
   */
  close(month: string, options?: ChangeOptions): Promise<MonthInfo>
  /**
   * Reopens a month. The limit now in force counts for it again. Reopening an open month changes nothing.
   *
   * @param month - `YYYY-MM`.
   * @throws `invalid_input`
   */
  reopen(month: string, options?: ChangeOptions): Promise<MonthInfo>
}
