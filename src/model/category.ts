import * as z from 'zod/mini'
import { flagSchema, idSchema, nameSchema, originFields, storedNameSchema } from './fields.js'
import type { Metadata } from './metadata.js'
import { categoryRolloverSchema, type CategoryRolloverRule } from './rollover-rule.js'
import { laterField, words } from './schema.js'

/** Something that money is budgeted for. */
export interface Category {
  /** Unique in the book. */
  readonly id: string
  /** 1 to 100 characters, unique in its group by `foldName`. The categories without a group are one group too. */
  readonly name: string
  /** An archived category keeps its budgets and expenses, and takes no new ones. */
  readonly archived: boolean
  /** Its group; `null` if it is in none. */
  readonly groupId: string | null
  /** How its money passes from month to month; `null` if months are independent, as they are by default. */
  readonly rollover: CategoryRolloverRule | null
  /** The app's own. */
  readonly metadata: Metadata
  /** When it was created: an instant in UTC. */
  readonly createdAt: string
  /** When it was last changed: an instant in UTC. */
  readonly updatedAt: string
}

/**
 * The zod schema of {@link Category}. It checks the name by the rules for new names. `groupId` and `rollover` may be
 * absent, as in a category of version 1.0; then they are `null`.
 *
 * @example
 * ```ts
 * import { categorySchema, createMemoryAdapter, openBudgetBook } from 'budgetbook'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * const category = await book.categories.create({ name: 'Travel' })
 * console.log(categorySchema.safeParse(JSON.parse(JSON.stringify(category))).success) // => true
 * ```
 */
export const categorySchema = z.object(
  {
    id: idSchema,
    name: nameSchema,
    archived: flagSchema,
    groupId: laterField(idSchema),
    rollover: laterField(categoryRolloverSchema),
    ...originFields,
  },
  words,
)

/** A category that was stored or exported. Its name may follow the rules of an older version. */
export const storedCategorySchema = z.extend(categorySchema, { name: storedNameSchema })
