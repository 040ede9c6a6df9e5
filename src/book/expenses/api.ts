import type { AllocationViolation } from '../../errors/allocation-violation.js'
import type { DuplicateRow, ImportOptions, ImportPlan } from '../../exchange/import-plan.js'
import type { ImportRow } from '../../exchange/import-row.js'
import type { AmountInput } from '../../money/amount.js'
import type { Expense } from '../../model/expense.js'
import type { MetadataInput } from '../../model/metadata.js'
import type { AllocationDecision } from '../../policy/policy.js'
import type { CallOptions, ChangeOptions, MutationOptions, ProgressOptions } from '../call-options.js'

/** What an expense was in another currency. */
export interface OriginalAmountInput {
  /** In `currency`; below zero for a refund. Zero is refused. */
  readonly amount: AmountInput
  /** ISO 4217. */
  readonly currency: string
  /** How many units of the book's currency one unit of `currency` is worth. Above zero, at most 20 decimals. */
  readonly rate: AmountInput
}

/** The money of a new expense: an amount in the book's currency, or one in another currency that is converted. */
export type NewExpenseMoney =
  | {
      /** In the book's currency. Above zero for an expense, below zero for a refund. Zero is refused. */
      readonly amount: AmountInput
      /**
       * What it was in another currency. It is kept beside `amount`, and not compared with it: a bank adds its fees.
       * @defaultValue `null`
       */
      readonly original?: OriginalAmountInput | null | undefined
    }
  | {
      /** Absent: `original` is converted once, halves to even, and the result is fixed. */
      readonly amount?: undefined
      /** What it was in another currency. */
      readonly original: OriginalAmountInput
    }

/** A new expense. */
export type NewExpense = NewExpenseFields & NewExpenseMoney

/** The fields of a new expense, except its money. */
export interface NewExpenseFields {
  /** A category that is not archived. It does not need a budget. */
  readonly categoryId: string
  /**
   * The day of the expense, `YYYY-MM-DD`.
   * @defaultValue today, in the book's time zone
   */
  readonly date?: string | undefined
  /**
   * Up to 500 characters.
   * @defaultValue `''`
   */
  readonly description?: string | undefined
  /**
   * Data of your app, at most 4 KiB as JSON.
   * @defaultValue `{}`
   */
  readonly metadata?: MetadataInput | undefined
}

/**
 * Changes to an expense, as in {@link NewExpense}. An absent field keeps its value, but a new `original` without an
 * `amount` gives the amount too. `original: null` only removes the original amount.
 */
export type ExpensePatch = {
  readonly [Field in keyof NewExpenseFields]?: NewExpenseFields[Field] | undefined
} & {
  /** The new amount, in the book's currency. */
  readonly amount?: AmountInput | undefined
  /** What it was in another currency; `null` removes that. */
  readonly original?: OriginalAmountInput | null | undefined
}

/** Which expenses to list. An expense must pass every filter. */
export interface ExpenseFilter {
  /** Only expenses of this month, `YYYY-MM`, by the book's start day. */
  readonly month?: string | undefined
  /** Only expenses of this category. */
  readonly categoryId?: string | undefined
  /** The first day, inclusive. */
  readonly from?: string | undefined
  /** The last day, inclusive. */
  readonly to?: string | undefined
  /**
   * The size of a page, 1 to 1,000.
   * @defaultValue 100
   */
  readonly limit?: number | undefined
  /** The `nextCursor` of the page before, with the same filters. `null` or absent for the first page. */
  readonly cursor?: string | null | undefined
}

/** A page of expenses. */
export interface ExpensePage {
  /** The expenses, newest first. */
  readonly items: readonly Expense[]
  /** The cursor of the next page; `null` on the last page. It stays valid while expenses come and go. */
  readonly nextCursor: string | null
}

/** What {@link ExpensesApi.spend} gives. */
export interface SpendResult {
  /** The expense. */
  readonly expense: Expense
  /** What the spending policy finds wrong, although it accepted. */
  readonly violations: readonly AllocationViolation[]
}

/** The rows to plan an import of, and how to treat them. */
export interface ImportInput extends ImportOptions {
  /** The rows of a file. */
  readonly rows: Iterable<ImportRow>
}

/** What {@link ExpensesApi.importRows} gives. */
export interface ImportResult {
  /** The expenses that were recorded, in the order of the rows. */
  readonly expenses: readonly Expense[]
  /** Rows that somebody else imported since the plan was made. Nothing was recorded for them. */
  readonly duplicates: readonly DuplicateRow[]
}

/** Money to ask the spending policy about. */
export interface AskedSpending {
  /** A category that is not archived. */
  readonly categoryId: string
  /** In the book's currency. Above zero, or below zero for a refund. Zero is refused. */
  readonly amount: AmountInput
  /**
   * The day, `YYYY-MM-DD`.
   * @defaultValue today, in the book's time zone
   */
  readonly date?: string | undefined
}

/**
 * The expenses of a book. `record`, `recordMany` and `update` ask no policy: what is spent is spent. To have the
 * spending policy decide first, use `spend`, or place a hold.
 */
export interface ExpensesApi {
  /**
   * Records an expense or a refund.
   * @throws `not_found`, `category_archived`, `month_closed`
   */
  record(expense: NewExpense, options?: MutationOptions): Promise<Expense>
  /**
   * Records many expenses in one commit: all or none. The path of an issue starts with `'expenses'` and the position
   * of the expense. The call gives way to other events until it stores, so do not change the expenses meanwhile.
   * @throws the codes of `record`
   */
  recordMany(expenses: readonly NewExpense[], options?: MutationOptions & ProgressOptions): Promise<Expense[]>
  /**
   * Plans the import of a file: which rows are new, which are in the book, which may have been entered by hand, and which
   * cannot be imported. It records nothing. It is `planImport` with the currency and the expenses of the book.
   * @throws `invalid_input`; `conflict` if the currency changes meanwhile
   *
   * @example
   * ```ts
   * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
   *
   * const book = await openBudgetBook({ storage: createMemoryAdapter() })
   * const { id } = await book.categories.create({ name: 'Food' })
   * const rows = [
   *   { date: '2026-02-14', amount: '320', description: 'Coffee' },
   *   { date: '2026-02-14', amount: '320', description: 'Coffee' },
   * ]
   * const file = { rows, source: 'giro', category: () => id }
   * const { expenses } = await book.expenses.importRows(await book.expenses.planImport(file))
   * const again = await book.expenses.planImport(file)
   * console.log(expenses.length, again.fresh.length, again.duplicates.length) // => 2 0 2
   * ```
   */
  planImport(input: ImportInput, options?: CallOptions & ProgressOptions): Promise<ImportPlan>
  /**
   * Records the fresh rows of a plan in one commit: all or none. To leave rows out, pass
   * `{ ...plan, fresh: plan.fresh.filter(…) }`. A row that another client imported since the plan was made is not recorded
   * again. Like `record`, it asks no policy.
   * @throws the codes of `record`; `conflict` if the currency of the book changed since
   */
  importRows(
    plan: Pick<ImportPlan, 'currency' | 'fresh'>,
    options?: MutationOptions & ProgressOptions,
  ): Promise<ImportResult>
  /**
   * Records an expense if the spending policy accepts it: placing a hold and committing it in one step. A refund
   * lowers spending, so no limit refuses it.
   * @throws `spending_rejected`, and the codes of `record`
   *
   * @example
   * ```ts
   * import { createMemoryAdapter, enforceSpending, isBudgetBookError, openBudgetBook } from 'budgetbook'
   *
   * const book = await openBudgetBook({ storage: createMemoryAdapter(), spendingPolicy: enforceSpending() })
   * const { id: categoryId } = await book.categories.create({ name: 'Travel' })
   * await book.budgets.create({ categoryId, month: '2026-02', amount: '100' })
   * await book.expenses.spend({ categoryId, amount: '70', date: '2026-02-14' })
   * const again = book.expenses.spend({ categoryId, amount: '70', date: '2026-02-14' })
   * await again.catch((error: unknown) => {
   *   if (isBudgetBookError(error, 'spending_rejected')) console.log(error.details.violations[0]?.code)
   *   // => spending_limit_exceeded
   * })
   * ```
   */
  spend(expense: NewExpense, options?: MutationOptions): Promise<SpendResult>
  /**
   * Asks the spending policy, and changes nothing. Each item is decided as if those before it were spent; it is accepted
   * only if all are.
   * @throws the codes of `spend`, but no `spending_rejected`
   */
  previewSpend(spending: readonly AskedSpending[], options?: CallOptions): Promise<AllocationDecision>
  /**
   * Changes an expense. A new date may move it to another month.
   * @throws `not_found`, `category_archived` if it would move to an archived category, `month_closed` if its old or its
   * new month is closed
   */
  update(id: string, patch: ExpensePatch, options?: ChangeOptions): Promise<Expense>
  /**
   * Removes an expense.
   * @throws `not_found`, `month_closed`
   */
  remove(id: string, options?: ChangeOptions): Promise<void>
  /**
   * Gets an expense by its id.
   * @throws `not_found`
   */
  get(id: string, options?: CallOptions): Promise<Expense>
  /** Lists expenses, newest first: by date, then `createdAt`, then id, all descending. */
  list(filter?: ExpenseFilter, options?: CallOptions): Promise<ExpensePage>
  /**
   * Every expense that passes the filter, in the order of `list`, page by page as you iterate. `limit` is the size of a
   * page, 1,000 by default. Expenses that are added or removed meanwhile may be listed or not. All others are listed
   * once.
   *
   * @throws the codes of `list`, while you iterate
   *
   * @example
   * ```ts
   * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
   *
   * const book = await openBudgetBook({ storage: createMemoryAdapter() })
   * const { id } = await book.categories.create({ name: 'Travel' })
   * await book.expenses.record({ categoryId: id, amount: '700', date: '2026-02-14' })
   * for await (const { date, amount } of book.expenses.all({ from: '2026-01-01' })) console.log(date, amount)
   * // => 2026-02-14 700.00
   * ```
   */
  all(filter?: ExpenseFilter, options?: CallOptions): AsyncIterable<Expense>
}
