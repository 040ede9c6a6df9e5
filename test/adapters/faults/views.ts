import { isBudgetBookError, type StorageAdapter } from 'budgetbook'
import type { Scope } from 'budgetbook/adapter'
import { commit, inserting, putting, removing, theBook } from '../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeSettings,
} from '../../../src/testing/conformance/entities.js'
import { readPage, sorted } from '../../../src/testing/conformance/observations.js'
import { textOfValue } from '../../../src/testing/conformance/value-text.js'

const months = ['2026-01', '2026-02', '2026-03', '2026-04']
const budgets = ['b1', 'b2', 'b3', 'b4']
const expenses = ['e1', 'e2', 'e3', 'e4', 'e9']
const categories = ['food', 'travel', 'gifts', 'new']

type View = (adapter: StorageAdapter) => Promise<unknown>

const viewOf =
  (scope: unknown): View =>
  async (adapter) =>
    adapter.read(theBook, () => scope as Scope)

/** Everything that can be asked about the sample book, call by call. */
export const views: ReadonlyMap<string, View> = new Map<string, View>([
  ['head', viewOf({})],
  ['all', async (adapter) => sorted(await adapter.readAll(theBook))],
  ['months', viewOf({ months: 'all' })],
  ['page', async (adapter) => readPage(adapter)],
  ...months.map((month) => [`month ${month}`, viewOf({ months: [month] })] as const),
  ...budgets.map((id) => [`budget ${id}`, viewOf({ budgets: [id] })] as const),
  ...expenses.map((id) => [`expense ${id}`, viewOf({ expenses: [id] })] as const),
  ...categories.map(
    (categoryId) =>
      [
        `page of ${categoryId}`,
        async (adapter: StorageAdapter) => readPage(adapter, { categoryId }),
      ] as const,
  ),
])

/** What each call gives: a text, or the code of its error. */
export async function answersOf(adapter: StorageAdapter): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const [name, view] of views) {
    const answer = await view(adapter).then(textOfValue, (error: unknown) =>
      isBudgetBookError(error) ? error.code : String(error),
    )
    answers.set(name, answer)
  }
  return answers
}

/** The calls that find damage; every other one gives what it gives without. */
export function findersOf(
  answers: ReadonlyMap<string, string>,
  ...sound: readonly ReadonlyMap<string, string>[]
): string[] {
  const wrong = [...answers].filter(
    ([name, answer]) => answer !== 'storage_corrupt' && !sound.some((one) => one.get(name) === answer),
  )
  if (wrong.length > 0)
    throw new Error(`Wrong, and nobody said so: ${wrong.map((one) => one.join(': ')).join('; ')}`)
  return [...answers].filter(([, answer]) => answer === 'storage_corrupt').map(([name]) => name)
}

/** Commits of all kinds, one after the other; each is made, or refused for what it meets. */
export async function tryToCommit(adapter: StorageAdapter): Promise<void> {
  const commits = [
    [inserting.expense(makeExpense('x1', 'food', '2026-02-20', '1.00'))],
    [inserting.expense(makeExpense('x2', 'food', '2026-01-20', '1.00')), removing.expense('e2')],
    [putting.budget(makeBudget('b2', 'food', february, '7.00'))],
    [removing.budget('b1'), inserting.budget(makeBudget('x3', 'travel', january, '1.00'))],
    [inserting.category(makeCategory('x4')), putting.settings(makeSettings('USD', '1.00'))],
  ]
  for (const changes of commits) {
    await commit(adapter, changes).catch((error: unknown) => {
      if (!isBudgetBookError(error)) throw error
    })
  }
}
