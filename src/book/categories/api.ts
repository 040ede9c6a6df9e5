import type { Category } from '../../model/category.js'
import type { MetadataInput } from '../../model/metadata.js'
import type { CallOptions, MutationOptions } from '../call-options.js'

/** A new category. */
export interface NewCategory {
  /**
   * 1 to 100 characters, at least one of them visible. White space counts as one space. No two categories of a book
   * have the same name by `foldName`.
   */
  readonly name: string
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
  /** Replaces all of the metadata. */
  readonly metadata?: MetadataInput | undefined
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
   * @throws `duplicate_category`, also if the category of that name is archived.
   */
  create(category: NewCategory, options?: MutationOptions): Promise<Category>
  /** Lists categories, the oldest first. */
  list(filter?: CategoryFilter, options?: CallOptions): Promise<Category[]>
  /**
   * Gets a category by its id.
   * @throws `not_found`
   */
  get(id: string, options?: CallOptions): Promise<Category>
  /**
   * Renames a category or replaces its metadata.
   * @throws `not_found`, `duplicate_category`
   */
  update(id: string, patch: CategoryPatch, options?: MutationOptions): Promise<Category>
  /**
   * Archives a category. It keeps its budgets and expenses, and takes no new ones.
   * @throws `not_found`
   */
  archive(id: string, options?: MutationOptions): Promise<Category>
  /**
   * Takes a category out of the archive.
   * @throws `not_found`
   */
  restore(id: string, options?: MutationOptions): Promise<Category>
  /**
   * Removes a category that has no budgets and no expenses.
   * @throws `not_found`, `category_in_use` with the number of budgets and of expenses.
   */
  remove(id: string, options?: MutationOptions): Promise<void>
}
