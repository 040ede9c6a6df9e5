import {
  atPath,
  guardInput,
  invalidInput,
  requireObject,
  requireText,
  withPath,
} from '../../errors/invalid-input.js'
import { noCategory } from '../../utilization/row-checks.js'
import type { Explanation, ExplanationInput } from './explanation.js'
import { readInputs } from './read-inputs.js'
import { explainCategory, explainSummary } from './tree.js'

/**
 * Explains the figures of a month's report: which rule each follows, and which budgets and expenses it is made of. A pure
 * function of the same input as `computeUtilization`. The values are those of its report, and the leaves of the tree are
 * the inputs. It gives codes, not sentences: an app shows them in its own words.
 *
 * @param input - The input of the report. Budgets and expenses that have an id keep it in the tree. With `spending`
 * instead of `expenses`, each total is a leaf.
 * @param of - The category to explain, or `'summary'` for the month as a whole.
 * @returns All figures of the category or the month, side by side. A category without a budget has only `spent`. Several
 * figures share a part, as the same object: `remaining` has the `budget` that stands beside it.
 * @throws `invalid_input`: for a category that is not among the categories (`unknown_category`, at `['of', 'categoryId']`),
 * and everything that `computeUtilization` refuses.
 *
 * @example
 * ```ts
 * import { explainUtilization } from 'budgetbook/planning'
 *
 * const { of } = explainUtilization(
 *   {
 *     month: '2026-02',
 *     settings: { currency: 'USD' },
 *     categories: [{ id: 'fun', name: 'Fun' }],
 *     budgets: [{ id: 'b1', categoryId: 'fun', month: '2026-02', amount: '50.00' }],
 *     expenses: [
 *       { id: 'e1', categoryId: 'fun', date: '2026-02-03', amount: '42.00' },
 *       { id: 'e2', categoryId: 'fun', date: '2026-02-20', amount: '-6.00' },
 *     ],
 *   },
 *   { categoryId: 'fun' },
 * )
 * for (const part of of) {
 *   if ('figure' in part) console.log(part.figure, part.value, part.rule)
 * }
 * // => budget 50.00 sum
 * // => spent 36.00 sum
 * // => remaining 14.00 difference
 * // => utilizationPercent 72 ratio
 * // => status good threshold
 * ```
 */
export function explainUtilization(
  input: ExplanationInput,
  of: { readonly categoryId: string } | 'summary',
): Explanation {
  return guardInput(() => {
    const categoryId = atPath(['of'], () => readSubject(of))
    const ledger = readInputs(input)
    if (categoryId === null) return explainSummary(ledger)
    const entry = ledger.entries.find((one) => one.categoryId === categoryId)
    if (!entry) throw withPath(['of'], noCategory(categoryId))
    return explainCategory(ledger, entry)
  })
}

function readSubject(of: { readonly categoryId: string } | 'summary'): string | null {
  if (of === 'summary') return null
  if (typeof of === 'string') {
    throw invalidInput('invalid_value', "Pass 'summary', or the id of a category as { categoryId }")
  }
  requireObject(of, 'What to explain')
  const { categoryId } = of
  atPath(['categoryId'], () => requireText(categoryId, 'An id'))
  return categoryId
}
