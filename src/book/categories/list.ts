import * as z from 'zod/mini'
import { copyEntity } from '../../model/entity-copies.js'
import { flagSchema } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import type { CategoriesApi } from './api.js'

const filterSchema = z.strictObject({ includeArchived: z.optional(flagSchema) })

/** Makes {@link CategoriesApi.list}. */
export function listCategories(context: BookContext): CategoriesApi['list'] {
  return async (filter = {}, options) => {
    context.requireOpen()
    const { includeArchived = false } = validate(filterSchema, filter)
    const { categories } = await context.read(() => ({}), options)
    return categories.filter(({ archived }) => includeArchived || !archived).map(copyEntity)
  }
}
