import { z } from '@hono/zod-openapi'
import type { Category } from '../../model/category.js'
import { count, flag, id, message, name, requestObject } from './fields.js'

const category = z.object({ id, name }).openapi('Category')

/** One category. */
export const oneCategory = z.object({ message, data: category }).openapi('CategoryAnswer')

/** A list of categories. */
export const categories = z.object({ message, count, data: z.array(category) }).openapi('Categories')

/** A category to be created. */
export const newCategory = requestObject({ name }).openapi('NewCategory')

/** The fields of a category that can be changed. */
export const categoryPatch = requestObject({ name: name.optional() }).openapi('CategoryPatch')

/** Which categories to list. */
export const categoryFilter = requestObject({
  archived: flag.optional().meta({
    type: 'boolean',
    default: false,
    description: '`true` lists the archived categories, `false` the others.',
  }),
})

/** A category as the document shows it. */
export const categoryExample = { id: '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a', name: 'Travel' }

/** A category as answers give it. */
export function categoryView({ id: categoryId, name: text }: Category) {
  return { id: categoryId, name: text }
}
