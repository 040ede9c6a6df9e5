import type { CivilDate } from '../calendar/civil-date.js'
import type { CurrencyCode } from '../money/currency.js'

/** A category, and the account that it becomes. */
export interface CategoryAccount {
  /** The category's own name, on one line. */
  readonly name: string
  /** The name of its group, on one line; `null` if it is in none. */
  readonly group: string | null
  /** Such as `Expenses:Home:Rent`. No other category has it, and none is below it. */
  readonly account: string
}

/** Everything of a journal but its expenses, checked. */
export interface JournalPlan {
  readonly currency: CurrencyCode
  /** Of the currency. */
  readonly scale: number
  readonly monthStartDay: number
  readonly paidFrom: string
  /** By category id, in the order of the categories. */
  readonly accounts: ReadonlyMap<string, CategoryAccount>
  /** In minor units, by category id and month. The months are in order; the categories of a month are in theirs. */
  readonly budgets: ReadonlyMap<string, ReadonlyMap<string, bigint>>
}

/** An expense, checked. Amounts are canonical text. */
export interface JournalExpense {
  readonly date: CivilDate
  readonly account: string
  readonly amount: string
  /** The amount that leaves the account it was paid from. */
  readonly paid: string
  /** On one line; may be empty. */
  readonly description: string
  readonly original: { readonly amount: string; readonly currency: string; readonly rate: string } | null
}

/** How a program writes the parts of a journal. Each part ends with a line feed. */
export interface JournalFormat {
  /** What is left of a name as one part of an account's name; `''` if nothing is. */
  readonly accountPart: (name: string) => string
  /** Whether expenses may be paid from an account of that name. */
  readonly canPay: (account: string) => boolean
  /** What stands before everything else. */
  readonly head: (plan: JournalPlan) => string
  /**
   * Declares the accounts.
   *
   * @param firstDay - The first day on which one of them is used.
   */
  readonly accounts: (plan: JournalPlan, firstDay: CivilDate) => string
  /** Whether `accounts` makes use of the first day. */
  readonly datesAccounts: boolean
  /** What is budgeted in each month. */
  readonly budgets: (plan: JournalPlan) => string
  readonly expense: (expense: JournalExpense, plan: JournalPlan) => string
}
