// The history of a book: two people plan a month, one of them pastes a wrong amount, and it is undone. What the other
// one did meanwhile stays.
import { createMemoryAdapter, isBudgetBookError, openBudgetBook, type HistoryEntry } from 'budgetbook'

let now = new Date('2026-02-02T09:00:00Z')
const book = await openBudgetBook({
  storage: createMemoryAdapter(),
  history: { keep: 1000 },
  now: () => now,
  timeZone: 'UTC',
})
await book.settings.update({ currency: 'EUR' })
const { id: food } = await book.categories.create({ name: 'Food' })
const { id: travel } = await book.categories.create({ name: 'Travel' })
const nameOf = new Map((await book.categories.list()).map(({ id, name }) => [id, name]))

/** Somebody sets the budget of a category; gives the id of the entry. */
async function plan(actor: string, categoryId: string, amount: string): Promise<string> {
  now = new Date(now.getTime() + 60_000)
  await book.budgets.allocate('2026-02', [{ categoryId, amount }], { actor })
  const { items } = await book.history.list({ limit: 1 })
  return items[0]?.id ?? ''
}

/** Somebody undoes an entry; gives the id of the entry that this makes. */
async function undo(actor: string, entryId: string): Promise<string> {
  now = new Date(now.getTime() + 60_000)
  const { id } = await book.history.undo(entryId, { actor })
  return id
}

/** One line for each change of a budget: when, who, and the amount before and after. */
function linesOf({ at, actor, changes }: HistoryEntry): string[] {
  if (changes === 'whole_book') return []
  return changes.map(({ before, after }) => {
    const name = nameOf.get(textOf((after ?? before)?.['categoryId'])) ?? ''
    const [from = '', to = ''] = [before, after].map((budget) => textOf(budget?.['amount']).padStart(9))
    return `  ${at.slice(11, 16)}  ${textOf(actor)}  ${name.padEnd(6)} ${from} →${to}`
  })
}

// A history holds JSON.
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : 'none'
}

async function showTotal(what: string): Promise<void> {
  const { totalBudget } = (await book.utilization('2026-02')).summary
  console.log(`${what}: ${totalBudget} budgeted`)
}

async function showHistory(): Promise<void> {
  const { items } = await book.history.list({ month: '2026-02' })
  console.log(items.flatMap(linesOf).join('\n'))
}

await plan('Ada', food, '400.00')
const first = await plan('Ben', travel, '250.00')
const pasted = await plan('Ben', food, '41500.00')
await plan('Ada', travel, '300.00')
await showTotal('Ben pasted a wrong amount')
await showHistory()

// Only that entry is undone: what Ada did after it stays.
const undone = await undo('Ada', pasted)
await showTotal('\nAda undid it')

// An undo is a commit like any other. So undoing it makes the change again.
const redone = await undo('Ben', undone)
await showTotal('Ben made it again')
await undo('Ben', redone)
await showTotal('Ben undid it again')

// Ada has changed this budget since. If it was undone, her work would be lost.
try {
  await undo('Ben', first)
} catch (error) {
  if (!isBudgetBookError(error, 'undo_conflict')) throw error
  console.log(`Ben cannot undo his first entry: ${error.code}, ${error.details.reason}`)
}
await showHistory()
