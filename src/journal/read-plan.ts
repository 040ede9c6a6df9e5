import { atPath, invalidInput, requireObject, requireText, visitEach } from '../errors/invalid-input.js'
import type { CategoryFields } from '../utilization/input.js'
import { noCategory, readCategories, requireMonthOfRow, secondBudget } from '../utilization/row-checks.js'
import { readSettings } from '../utilization/settings-fields.js'
import { readAllowance } from '../utilization/status.js'
import { nameAccounts, type GroupedCategory } from './account-names.js'
import type { JournalGroupFields, JournalPlanInput } from './input.js'
import type { CategoryAccount, JournalFormat, JournalPlan } from './journal-format.js'
import { oneLine } from './one-line.js'

/** Checks everything of a journal but its expenses, and names the accounts. */
export function readPlan(input: JournalPlanInput, format: JournalFormat, paidFrom: string): JournalPlan {
  const { currency, scale, monthStartDay } = readSettings(input.settings)
  const accounts = readAccounts(input, format)
  const budgets = readBudgets(input, [...accounts.keys()], scale)
  return { currency, scale, monthStartDay, paidFrom, accounts, budgets }
}

function readAccounts(
  { categories, groups }: JournalPlanInput,
  { accountPart }: JournalFormat,
): Map<string, CategoryAccount> {
  const groupNames = groups === undefined ? null : readGroups(groups)
  const known = readCategories(categories, (id, name, { groupId }: CategoryFields): GroupedCategory => {
    if (groupNames === null || groupId == null) return { id, name, groupId: null }
    if (!groupNames.has(groupId))
      throw invalidInput('invalid_value', 'None of the groups has this id', ['groupId'], { groupId })
    return { id, name, groupId }
  })
  const listed = Array.from(groupNames ?? [], ([id, name]) => ({ id, name }))
  const accounts = nameAccounts([...known.values()], listed, accountPart)
  return new Map(
    Array.from(known, ([id, { name, groupId }]) => {
      const group = groupId === null ? undefined : groupNames?.get(groupId)
      const account = accounts.get(id) ?? ''
      return [id, { name: oneLine(name), group: group === undefined ? null : oneLine(group), account }]
    }),
  )
}

function readGroups(groups: Iterable<JournalGroupFields>): Map<string, string> {
  const names = new Map<string, string>()
  visitEach('groups', groups, (group) => {
    requireObject(group, 'A group')
    const { id, name } = group
    atPath(['id'], () => requireText(id, 'An id'))
    atPath(['name'], () => requireText(name, 'A name'))
    if (names.has(id)) throw invalidInput('duplicate', 'Two groups have this id', ['id'], { id })
    names.set(id, name)
  })
  return names
}

function readBudgets(
  { budgets }: JournalPlanInput,
  categoryIds: readonly string[],
  scale: number,
): JournalPlan['budgets'] {
  const months = new Map<string, Map<string, bigint>>()
  const known = new Set(categoryIds)
  visitEach('budgets', budgets, (budget) => {
    requireObject(budget, 'A budget')
    const { categoryId, month, amount } = budget
    requireMonthOfRow(month)
    if (!known.has(categoryId)) throw noCategory(categoryId)
    const amounts = months.get(month) ?? new Map<string, bigint>()
    if (amounts.has(categoryId)) throw secondBudget(categoryId)
    amounts.set(
      categoryId,
      atPath(['amount'], () => readAllowance(amount, scale)),
    )
    months.set(month, amounts)
  })
  const sorted = Array.from(months).sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(sorted.map(([month, amounts]) => [month, inOrder(amounts, categoryIds)]))
}

function inOrder(amounts: ReadonlyMap<string, bigint>, categoryIds: readonly string[]): Map<string, bigint> {
  const ordered = new Map<string, bigint>()
  for (const categoryId of categoryIds) {
    const units = amounts.get(categoryId)
    if (units !== undefined) ordered.set(categoryId, units)
  }
  return ordered
}
