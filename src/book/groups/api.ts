import type { CategoryGroup } from '../../model/category-group.js'
import type { MetadataInput } from '../../model/metadata.js'
import type { CallOptions, ChangeOptions, MutationOptions } from '../call-options.js'
import type { MoveTarget } from '../named/move.js'

/** A new group of categories. */
export interface NewCategoryGroup {
  /**
   * 1 to 100 characters, at least one of them visible. White space counts as one space. No two groups of a book have
   * the same name by `foldName`.
   */
  readonly name: string
  /**
   * Data of your app, at most 4 KiB as JSON.
   * @defaultValue `{}`
   */
  readonly metadata?: MetadataInput | undefined
}

/** Changes to a group. An absent field keeps its value. */
export interface CategoryGroupPatch {
  /** The new name, as in {@link NewCategoryGroup}. */
  readonly name?: string | undefined
  /** Replaces all of the metadata. */
  readonly metadata?: MetadataInput | undefined
}

/**
 * The groups of categories of a book: one level, in the user's order. A category names its group in `groupId`. A group
 * has no budget; `summarizeGroups` of `budgetbook/planning` gives its subtotals.
 */
export interface GroupsApi {
  /**
   * Creates a group. It is the last in the order.
   * @throws `duplicate_group`
   */
  create(group: NewCategoryGroup, options?: MutationOptions): Promise<CategoryGroup>
  /** Lists the groups, in the user's order. */
  list(options?: CallOptions): Promise<CategoryGroup[]>
  /**
   * Gets a group by its id.
   * @throws `not_found`
   */
  get(id: string, options?: CallOptions): Promise<CategoryGroup>
  /**
   * Renames a group or replaces its metadata.
   * @throws `not_found`, `duplicate_group`
   */
  update(id: string, patch: CategoryGroupPatch, options?: ChangeOptions): Promise<CategoryGroup>
  /**
   * Moves a group in the user's order.
   * @throws `not_found`
   *
   * @example
   * ```ts
   * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
   *
   * const book = await openBudgetBook({ storage: createMemoryAdapter() })
   * const home = await book.groups.create({ name: 'Home' })
   * const fun = await book.groups.create({ name: 'Fun' })
   * await book.groups.move(fun.id, { before: home.id })
   * console.log((await book.groups.list()).map(({ name }) => name)) // => [ 'Fun', 'Home' ]
   * ```
   */
  move(id: string, target: MoveTarget, options?: ChangeOptions): Promise<void>
  /**
   * Removes a group that has no categories.
   * @throws `not_found`, `group_in_use` with the number of its categories, archived ones too.
   */
  remove(id: string, options?: ChangeOptions): Promise<void>
}
