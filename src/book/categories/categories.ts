import * as z from 'zod/mini'
import { copyEntity } from '../../model/entity-copies.js'
import { BudgetBookError } from '../../errors/error.js'
import type { Category } from '../../model/category.js'
import { flagSchema, idSchema, metadataSchema, nameSchema } from '../../model/fields.js'
import { validate, validateArgument } from '../../model/validate.js'
import type { Head, View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { Mutation } from '../commit.js'
import { isSame } from '../../lib/canonical-json.js'
import type { CallOptions, MutationOptions } from '../call-options.js'
import type { CategoriesApi } from './api.js'
import { CategoryNames } from './category-names.js'
import { findCategory } from '../find.js'
import { idsOf, receiptOf } from '../receipts.js'

const newCategorySchema = z.strictObject({ name: nameSchema, metadata: z.optional(metadataSchema) })
const patchSchema = z.partial(newCategorySchema)
const filterSchema = z.strictObject({ includeArchived: z.optional(flagSchema) })

/** Makes {@link CategoriesApi}. */
export function categoriesApi(context: BookContext): CategoriesApi {
  const change = categoryChanger(context)
  const names = new CategoryNames()
  const setArchived = async (method: string, id: string, archived: boolean, options?: MutationOptions) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const set = (category: Category): Category => ({ ...category, archived })
    return change([method, checked], checked, set, options)
  }
  return {
    ...categoryQueries(context),
    ...categoryLifetime(context, names),
    update: async (id, patch, options) => {
      context.requireOpen()
      const checked = validateArgument('id', idSchema, id)
      const { name, metadata } = validate(patchSchema, patch)
      const apply = (category: Category, view: View): Category => {
        if (name !== undefined && name !== category.name) requireFreeName(names, view, name, checked)
        return { ...category, name: name ?? category.name, metadata: metadata ?? category.metadata }
      }
      return change(['categories.update', checked, { name, metadata }], checked, apply, options)
    },
    archive: async (id, options) => setArchived('categories.archive', id, true, options),
    restore: async (id, options) => setArchived('categories.restore', id, false, options),
  }
}

function categoryQueries(context: BookContext): Pick<CategoriesApi, 'list' | 'get'> {
  const read = async (options?: CallOptions): Promise<Head> => context.read(() => ({}), options)
  return {
    list: async (filter = {}, options) => {
      context.requireOpen()
      const { includeArchived = false } = validate(filterSchema, filter)
      const { categories } = await read(options)
      return categories.filter(({ archived }) => includeArchived || !archived).map(copyEntity)
    },
    get: async (id, options) => {
      context.requireOpen()
      const checked = validateArgument('id', idSchema, id)
      return copyEntity(findCategory(await read(options), checked))
    },
  }
}

function categoryLifetime(
  context: BookContext,
  names: CategoryNames,
): Pick<CategoriesApi, 'create' | 'remove'> {
  return {
    create: async (category, options) => {
      context.requireOpen()
      const { name, metadata = {} } = validate(newCategorySchema, category)
      const createdAt = context.clock.timestamp()
      const newId = context.newIds()
      const decide = (view: View) => {
        requireFreeName(names, view, name, null)
        const result = { id: newId(0), name, archived: false, metadata, createdAt, updatedAt: createdAt }
        const changes = [{ op: 'insert', type: 'category', value: result } as const]
        return { result, changes, receipt: receiptOf([result.id]) }
      }
      const request = ['categories.create', { name, metadata }]
      return context.commit({ request, scope: () => ({}), decide, replay: replayed(context) }, options)
    },
    remove: async (id, options) => {
      context.requireOpen()
      const checked = validateArgument('id', idSchema, id)
      const decide = (view: View) => {
        findCategory(view, checked)
        requireUnused(view, checked)
        return { result: undefined, changes: [{ op: 'remove', type: 'category', id: checked } as const] }
      }
      const replay = async () => undefined
      const scope = () => ({ months: 'all' as const })
      return context.commit({ request: ['categories.remove', checked], scope, decide, replay }, options)
    },
  }
}

type Changer = (
  request: readonly unknown[],
  id: string,
  apply: (category: Category, view: View) => Category,
  options: MutationOptions | undefined,
) => Promise<Category>

// Changes one category; one that comes out the same is not written.
function categoryChanger(context: BookContext): Changer {
  return async (request, id, apply, options) => {
    const updatedAt = context.clock.timestamp()
    const decide = (view: View) => {
      const before = findCategory(view, id)
      const after = apply(before, view)
      const receipt = receiptOf([id])
      if (isSame(after, before)) return { result: copyEntity(before), changes: [], receipt }
      const result = copyEntity({ ...after, updatedAt })
      return { result, changes: [{ op: 'put', type: 'category', value: result } as const], receipt }
    }
    return context.commit({ request, scope: () => ({}), decide, replay: replayed(context) }, options)
  }
}

function replayed(context: BookContext): Mutation<Category>['replay'] {
  return async (receipt) =>
    copyEntity(findCategory(await context.read(() => ({}), undefined), idsOf(receipt)[0] ?? ''))
}

function requireFreeName(
  names: CategoryNames,
  { categories }: Head,
  name: string,
  exceptId: string | null,
): void {
  const other = names.find(categories, name, exceptId)
  if (!other) return
  throw new BudgetBookError(
    'duplicate_category',
    `There already is a category named ${other.name}. Use it, restore it if it is archived, or choose another name`,
    {
      name: other.name,
      categoryId: other.id,
    },
  )
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
    `The category is in use (budgets: ${budgetCount}, expenses: ${expenseCount}); archive it instead`,
    { categoryId, budgetCount, expenseCount },
  )
}
