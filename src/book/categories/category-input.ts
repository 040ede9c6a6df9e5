import * as z from 'zod/mini'
import { metadataSchema, nameSchema } from '../../model/fields.js'

/** What a caller passes to create a category. */
export const newCategorySchema = z.strictObject({ name: nameSchema, metadata: z.optional(metadataSchema) })

/** What a caller passes to change one. */
export const categoryPatchSchema = z.partial(newCategorySchema)
