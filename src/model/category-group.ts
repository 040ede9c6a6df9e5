import * as z from 'zod/mini'
import { idSchema, nameSchema, originFields, storedNameSchema } from './fields.js'
import type { Metadata } from './metadata.js'
import { words } from './schema.js'

/** A group of categories. A group has subtotals, never a budget of its own. */
export interface CategoryGroup {
  /** Unique among the groups of the book. */
  readonly id: string
  /** 1 to 100 characters, unique among the groups by `foldName`. */
  readonly name: string
  /** The app's own. */
  readonly metadata: Metadata
  /** When it was created: an instant in UTC. */
  readonly createdAt: string
  /** When it was last changed: an instant in UTC. */
  readonly updatedAt: string
}

/**
 * The zod schema of {@link CategoryGroup}. It checks the name by the rules for new names.
 *
 * @example
 * ```ts
 * import { categoryGroupSchema, createMemoryAdapter, openBudgetBook } from 'budgetbook'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * const group = await book.groups.create({ name: 'Home' })
 * console.log(categoryGroupSchema.safeParse(JSON.parse(JSON.stringify(group))).success) // => true
 * ```
 */
export const categoryGroupSchema = z.object({ id: idSchema, name: nameSchema, ...originFields }, words)

/** A group that was stored or exported. Its name may follow the rules of an older version. */
export const storedGroupSchema = z.extend(categoryGroupSchema, { name: storedNameSchema })
