import type { Category } from '../../model/category.js'
import type { MetadataInput } from '../../model/metadata.js'
import type { CallOptions, MutationOptions } from '../call-options.js'

/** A category to be created. */
export interface NewCategory {
  /** 1 to 100 characters once white space is one space, one of them visible; unique in the book by `foldName`. */
  readonly name: string
  /**
   * The app's own, at most 4 KiB as JSON.
   * @defaultValue `{}`
   */
  readonly metadata?: MetadataInput | undefined
}

/** What to change in a category; what is absent stays as it is. */
export interface CategoryPatch {
  /** As in {@link NewCategory}. */
  readonly name?: string | undefined
  /** Replaces the metadata as a whole. */
  readonly metadata?: MetadataInput | undefined
}

/** Which categories to list. */
export interface CategoryFilter {
  /**
   * Whether archived ones are listed too.
   * @defaultValue `false`
   */
  readonly includeArchived?: boolean | undefined
}

/** The categories of a book. */
export interface CategoriesApi {
  /**
   * Creates a category.
   * @throws `duplicate_category`, also where the other one is archived.
   */
  create(category: NewCategory, options?: MutationOptions): Promise<Category>
  /** Lists categories in the order in which they were created. */
  list(filter?: CategoryFilter, options?: CallOptions): Promise<Category[]>
  /**
   * A category by id.
   * @throws `not_found`
   */
  get(id: string, options?: CallOptions): Promise<Category>
  /**
   * Renames a category or replaces its metadata.
   * @throws `not_found`, `duplicate_category`
   */
  update(id: string, patch: CategoryPatch, options?: MutationOptions): Promise<Category>
  /**
   * Archives a category: it keeps what it has, and takes no new budget and no new expense.
   * @throws `not_found`
   */
  archive(id: string, options?: MutationOptions): Promise<Category>
  /**
   * Takes a category out of the archive.
   * @throws `not_found`
   */
  restore(id: string, options?: MutationOptions): Promise<Category>
  /**
   * Removes a category that was never used.
   * @throws `not_found`, `category_in_use` with the counts of budgets and expenses.
   */
  remove(id: string, options?: MutationOptions): Promise<void>
}
