import type { Category } from '../../model/category.js'
import type { MetadataInput } from '../../model/metadata.js'
import type { Carry } from '../../model/rollover-rule.js'
import type { AmountInput } from '../../money/amount.js'
import type { CallOptions, ChangeOptions, MutationOptions, ProgressOptions } from '../call-options.js'
import type { MoveTarget } from '../named/move.js'

/** How the money of a category passes from month to month. */
export interface CategoryRolloverInput {
  /** The first month of the chain, `YYYY-MM`. Nothing is carried into it but `opening`. */
  readonly from: string
  /**
   * What passes on: money that is left (`'unspent'`), money that is missing (`'overspent'`), or both.
   * @defaultValue `'both'`
   */
  readonly carry?: Carry | undefined
  /**
   * The most that passes on, zero or more, in the book's currency; `null` for no cap. It does not limit what is missing.
   * @defaultValue `null`
   */
  readonly cap?: AmountInput | null | undefined
  /**
   * What is carried into the first month; below zero if money is missing.
   * @defaultValue zero
   */
  readonly opening?: AmountInput | undefined
}

/** A new category. */
export interface NewCategory {
  /**
   * 1 to 100 characters, at least one of them visible. White space counts as one space. No two categories of a group
   * have the same name by `foldName`; those without a group are one group too.
   */
  readonly name: string
  /**
   * A group of the book; `null` for no group.
   * @defaultValue `null`
   */
  readonly groupId?: string | null | undefined
  /**
   * How its money passes from month to month; `null` if months are independent.
   * @defaultValue `null`
   */
  readonly rollover?: CategoryRolloverInput | null | undefined
  /**
   * Data of your app, at most 4 KiB as JSON.
   * @defaultValue `{}`
   */
  readonly metadata?: MetadataInput | undefined
}

/** Changes to a category. An absent field keeps its value. */
export interface CategoryPatch {
  /** The new name, as in {@link NewCategory}. */
  readonly name?: string | undefined
  /** The new group; `null` takes the category out of its group. */
  readonly groupId?: string | null | undefined
  /** Replaces the whole rule; `null` removes it. Nothing stored depends on it, so it may change at any time. */
  readonly rollover?: CategoryRolloverInput | null | undefined
  /** Replaces all of the metadata. */
  readonly metadata?: MetadataInput | undefined
}

/** Two categories that become one. */
export interface CategoryMerge {
  /** The id of the category that goes. It may be archived. */
  readonly from: string
  /** The id of the category that stays. */
  readonly into: string
}

/** Which categories to list. */
export interface CategoryFilter {
  /**
   * Whether to list archived categories too.
   * @defaultValue `false`
   */
  readonly includeArchived?: boolean | undefined
}

/** The categories of a book. */
export interface CategoriesApi {
  /**
   * Creates a category.
   * @throws `not_found` for an unknown group; `duplicate_category`, also if the category of that name is archived.
   */
  create(category: NewCategory, options?: MutationOptions): Promise<Category>
  /** Lists categories, in the user's order. Without any `move`, the oldest comes first. */
  list(filter?: CategoryFilter, options?: CallOptions): Promise<Category[]>
  /**
   * Gets a category by its id.
   * @throws `not_found`
   */
  get(id: string, options?: CallOptions): Promise<Category>
  /**
   * Changes a category's name, group, rollover or metadata.
   * @throws `not_found`, `duplicate_category`
   */
  update(id: string, patch: CategoryPatch, options?: ChangeOptions): Promise<Category>
  /**
   * Archives a category. It keeps its budgets and expenses, and takes no new ones.
   * @throws `not_found`
   */
  archive(id: string, options?: ChangeOptions): Promise<Category>
  /**
   * Takes a category out of the archive.
   * @throws `not_found`
   */
  restore(id: string, options?: ChangeOptions): Promise<Category>
  /**
   * Moves a category in the user's order, which lists and reports follow. Only the order changes.
   * @throws `not_found`
   */
  move(id: string, target: MoveTarget, options?: ChangeOptions): Promise<void>
  /**
   * Moves the expenses, holds and budgets of one category to another, in one commit, and removes the first category. A
   * budget is added to the other category's budget of the same month. The totals of the months stay, so the policy is
   * not asked.
   *
   * @returns The category that is left. Its name, group, rollover and metadata stay.
   * @throws `not_found`; `category_archived` if `into` is archived; `month_closed`, with all closed months in which
   * `from` has a budget or an expense; `invalid_input` if both are the same, or if a budget would have more than 15
   * integer digits. Nothing is changed then.
   *
   * @example
   * ```ts
   * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
   *
   * const book = await openBudgetBook({ storage: createMemoryAdapter() })
   * const cafe = await book.categories.create({ name: 'Cafe' })
   * const food = await book.categories.create({ name: 'Food' })
   * await book.budgets.allocate('2026-02', [
   *   { categoryId: cafe.id, amount: '50' },
   *   { categoryId: food.id, amount: '400' },
   * ])
   * await book.categories.merge({ from: cafe.id, into: food.id })
   * console.log((await book.utilization('2026-02')).categories.map(({ name, budget }) => [name, budget]))
   * // => [ [ 'Food', '450.00' ] ]
   * ```
   */
  merge(merge: CategoryMerge, options?: MutationOptions & ProgressOptions): Promise<Category>
  /**
   * Removes a category that has no budgets and no expenses.
   * @throws `not_found`, `category_in_use` with the number of budgets and of expenses.
   */
  remove(id: string, options?: ChangeOptions): Promise<void>
}
