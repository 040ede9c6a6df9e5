import { z } from '@hono/zod-openapi'
import type { Category } from '../../model/category.js'
import type { CategoryRolloverRule } from '../../model/rollover-rule.js'
import { words } from '../../model/schema.js'
import {
  amount,
  amountInput,
  count,
  flag,
  id,
  idInput,
  idOrNull,
  message,
  metadata,
  metadataInput,
  month,
  monthInput,
  name,
  requestObject,
} from './fields.js'

const carries = ['both', 'unspent', 'overspent'] as const
const aboutRule = 'How its money passes from month to month; `null` if months are independent.'
const aboutCarry =
  'What passes on: money that is left (`unspent`), money that is missing (`overspent`), or both.'
const aboutCap = 'The most that passes on; `null` for no cap.'
const aboutOpening = 'What is carried into the first month; below zero if money is missing.'
const exampleRule = { from: '2026-01', carry: 'both' as const, cap: null, opening: '0.00' }

const rule = z.object({
  from: month.meta({ description: 'The first month of the chain.' }),
  carry: z.enum(carries).meta({ description: aboutCarry }),
  cap: amount.nullable().meta({ type: ['string', 'null'], description: aboutCap }),
  opening: amount.meta({ description: aboutOpening, example: '0.00' }),
})

/** A category. */
export const category = z
  .object({
    id,
    name,
    archived: z
      .boolean()
      .meta({ description: 'An archived category takes no new budgets, expenses and holds.' }),
    group: id.nullable().meta({ type: ['string', 'null'], description: 'Its group; `null` for none.' }),
    rollover: rule.nullable().meta({ description: aboutRule, example: exampleRule }),
    metadata,
  })
  .openapi('Category')

/** One category. */
export const oneCategory = z.object({ message, data: category }).openapi('CategoryAnswer')

/** A list of categories. */
export const categories = z.object({ message, count, data: z.array(category) }).openapi('Categories')

const ruleInput = requestObject({
  from: monthInput.meta({ description: 'The first month of the chain.' }),
  carry: z
    .enum(carries, words)
    .optional()
    .meta({ description: `${aboutCarry} By default both.` }),
  cap: amountInput
    .nullable()
    .optional()
    .meta({ type: ['string', 'number', 'null'], description: `${aboutCap} Zero or more. By default none.` }),
  opening: amountInput.optional().meta({ description: `${aboutOpening} By default zero.`, example: '0' }),
})

const others = {
  group: idOrNull('A group of the book; `null` for none.').optional(),
  rollover: ruleInput
    .nullable()
    .optional()
    .meta({
      description: `${aboutRule} It replaces the whole rule.`,
      example: exampleRule,
    }),
  metadata: metadataInput.optional(),
}

/** A category to be created. */
export const newCategory = requestObject({ name, ...others }).openapi('NewCategory')

/** The fields of a category that can be changed. */
export const categoryPatch = requestObject({ name: name.optional(), ...others }).openapi('CategoryPatch')

/** Two categories that become one. */
export const categoryMerge = requestObject({
  from: idInput.meta({ description: 'The category that goes. It may be archived.' }),
  into: idInput.meta({ description: 'The category that stays.' }),
}).openapi('CategoryMerge')

/** Which categories to list. */
export const categoryFilter = requestObject({
  archived: flag.optional().meta({
    type: 'boolean',
    default: false,
    description: '`true` lists the archived categories, `false` the others.',
  }),
})

/** A category as the document shows it. */
export const categoryExample = {
  id: '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a',
  name: 'Travel',
  archived: false,
  group: null,
  rollover: null,
  metadata: {},
}

/** A category as answers give it. */
export function categoryView(shown: Category) {
  const { id: categoryId, name: text, archived, groupId, rollover, metadata: own } = shown
  return {
    id: categoryId,
    name: text,
    archived,
    group: groupId,
    rollover: rollover && ruleView(rollover),
    // Hono does not take a `JsonObject`, because its arrays are read-only.
    metadata: own as Record<string, unknown>,
  }
}

// Field by field: a newer minor version may have added some.
function ruleView({ from, carry, cap, opening }: CategoryRolloverRule) {
  return { from: from as string, carry, cap: cap as string | null, opening: opening as string }
}
