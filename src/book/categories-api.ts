import * as z from 'zod'
import { BudgetBookError } from '../errors/budget-book-error.js'
import type { Category } from '../model/entities.js'
import { idSchema, metadataSchema, nameSchema } from '../model/fields.js'
import type { Metadata } from '../model/metadata.js'
import { foldName } from '../model/text.js'
import { validate } from '../model/validate.js'
import type { Head, View } from '../storage/adapter.js'
import type { BookContext, Mutation } from './book-context.js'
import type { CallOptions, MutationOptions } from './call-options.js'
import { findCategory } from './find.js'
import { idsOf, receiptOf } from './receipts.js'

/** A category to be created. */
export interface NewCategory {
  /** 1 to 100 characters once trimmed, unique in the book regardless of case and Unicode form. */
  readonly name: string
  /**
   * The app's own, at most 4 KiB as JSON.
   * @defaultValue `{}`
   */
  readonly metadata?: Metadata | undefined
}

/** What to change in a category; what is absent stays as it is. */
export interface CategoryPatch {
  /** As in {@link NewCategory}. */
  readonly name?: string | undefined
  /** Replaces the metadata as a whole. */
  readonly metadata?: Metadata | undefined
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

const newCategorySchema = z.strictObject({ name: nameSchema, metadata: metadataSchema.optional() })
const patchSchema = z.strictObject({ name: nameSchema.optional(), metadata: metadataSchema.optional() })
const filterSchema = z.strictObject({ includeArchived: z.boolean().optional() })

/** Makes {@link CategoriesApi}. */
export function categoriesApi(context: BookContext): CategoriesApi {
  const read = async (options?: CallOptions): Promise<Head> => context.read(() => ({}), options)
  const replay: Mutation<Category>['replay'] = async (receipt) =>
    findCategory(await read(), idsOf(receipt)[0] ?? '')

  /** Changes one category; one that comes out the same is not written. */
  const change = async (
    request: readonly unknown[],
    id: string,
    changeCategory: (category: Category, view: View) => Category,
    options: MutationOptions | undefined,
  ): Promise<Category> => {
    const updatedAt = context.timestamp()
    return context.commit(
      {
        request,
        scope: () => ({}),
        decide: (view) => {
          const before = findCategory(view, id)
          const after = changeCategory(before, view)
          if (after === before) return { result: before, changes: [], receipt: receiptOf([id]) }
          const result = { ...after, updatedAt }
          return {
            result,
            changes: [{ op: 'put', type: 'category', value: result }],
            receipt: receiptOf([id]),
          }
        },
        replay,
      },
      options,
    )
  }
  const setArchived = async (method: string, id: string, archived: boolean, options?: MutationOptions) => {
    context.requireOpen()
    const checked = validate(idSchema, id)
    const set = (category: Category): Category =>
      category.archived === archived ? category : { ...category, archived }
    return change([method, checked], checked, set, options)
  }

  return {
    create: async (category, options) => {
      context.requireOpen()
      const { name, metadata = {} } = validate(newCategorySchema, category)
      const createdAt = context.timestamp()
      const newId = context.newIds()
      return context.commit(
        {
          request: ['categories.create', { name, metadata }],
          scope: () => ({}),
          decide: (view) => {
            requireFreeName(view, name, null)
            const result = { id: newId(0), name, archived: false, metadata, createdAt, updatedAt: createdAt }
            return {
              result,
              changes: [{ op: 'insert', type: 'category', value: result }],
              receipt: receiptOf([result.id]),
            }
          },
          replay,
        },
        options,
      )
    },
    list: async (filter = {}, options) => {
      context.requireOpen()
      const { includeArchived = false } = validate(filterSchema, filter)
      return (await read(options)).categories.filter(({ archived }) => includeArchived || !archived)
    },
    get: async (id, options) => {
      context.requireOpen()
      const checked = validate(idSchema, id)
      return findCategory(await read(options), checked)
    },
    update: async (id, patch, options) => {
      context.requireOpen()
      const checked = validate(idSchema, id)
      const { name, metadata } = validate(patchSchema, patch)
      const apply = (category: Category, view: View): Category => {
        if (name !== undefined) requireFreeName(view, name, checked)
        return { ...category, name: name ?? category.name, metadata: metadata ?? category.metadata }
      }
      return change(['categories.update', checked, { name, metadata }], checked, apply, options)
    },
    archive: async (id, options) => setArchived('categories.archive', id, true, options),
    restore: async (id, options) => setArchived('categories.restore', id, false, options),
    remove: async (id, options) => {
      context.requireOpen()
      const checked = validate(idSchema, id)
      return context.commit(
        {
          request: ['categories.remove', checked],
          scope: () => ({ months: 'all' }),
          decide: (view) => {
            findCategory(view, checked)
            requireUnused(view, checked)
            return { result: undefined, changes: [{ op: 'remove', type: 'category', id: checked }] }
          },
          replay: async () => undefined,
        },
        options,
      )
    },
  }
}

function requireFreeName({ categories }: Head, name: string, exceptId: string | null): void {
  const fold = foldName(name)
  const other = categories.find((category) => category.id !== exceptId && foldName(category.name) === fold)
  if (!other) return
  throw new BudgetBookError('duplicate_category', `There is a category named ${other.name} already`, {
    name: other.name,
    categoryId: other.id,
  })
}

function requireUnused(view: View, categoryId: string): void {
  let budgetCount = 0
  let expenseCount = 0
  for (const { budgets, spending } of view.months.values()) {
    budgetCount += budgets.filter((budget) => budget.categoryId === categoryId).length
    expenseCount += spending.get(categoryId)?.count ?? 0
  }
  if (budgetCount + expenseCount === 0) return
  throw new BudgetBookError(
    'category_in_use',
    `The category has ${budgetCount} budgets and ${expenseCount} expenses; archive it instead`,
    { categoryId, budgetCount, expenseCount },
  )
}
