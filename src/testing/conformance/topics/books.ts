import type { Change } from '../../../storage/change.js'
import type { StorageAdapter } from '../../../storage/adapter.js'
import { commit, inserting, putting, removing } from '../commits.js'
import { february, makeBudget, makeCategory, makeExpense, makeGroup, makeSettings } from '../entities.js'
import { expectEqual } from '../expect.js'
import { observe, readPage, type Observation } from '../observations.js'
import type { Trial, TrialCase } from '../trial.js'

/** Ids that contain one another, have a meaning in some backend, or look alike. */
const bookIds = [
  ...['a', 'A', 'a/b', 'a/b/c', 'a%2Fb', 'a%', 'a:b', 'a b', 'a ', ' a', 'a.b', 'a\\b', 'a_b', 'a*'],
  ...['head', 'month', 'a/head', 'a/month/2026-02', 'a/month/2026-02/1', 'default', 'null', 'undefined', '0'],
  ...[
    '__proto__',
    'constructor',
    'hasOwnProperty',
    "a'b",
    'a"b',
    "'; drop table books; --",
    '\u{1F4D2}',
    '帳',
  ],
  // A letter with its accent as one character and as two; three characters that some backends fold into others.
  ...['\u00e9', 'e\u0301', 'ﬁ', 'fi', 'ß', 'ss', 'İ', 'i'],
  'x'.repeat(200),
  'x'.repeat(199),
]

/** The contents of a book: the same ids in each book, with other amounts. */
function contentsOf(number: number): Change[] {
  return [
    putting.settings(makeSettings('JPY', `${1_000 + number}`)),
    inserting.group(makeGroup('home', { name: `Home ${number}` })),
    inserting.category(makeCategory('food', { name: `Food ${number}`, groupId: 'home' })),
    inserting.budget(makeBudget('budget', 'food', february, `${100 + number}`)),
    inserting.expense(makeExpense('expense', 'food', '2026-02-10', `${1 + number}`)),
    inserting.expense(makeExpense(`only in ${number}`, 'food', '2026-02-11', '1')),
  ]
}

async function fillAll(adapter: StorageAdapter): Promise<void> {
  for (const [number, bookId] of bookIds.entries()) await commit(adapter, contentsOf(number), { bookId })
}

async function observeAll(adapter: StorageAdapter): Promise<Map<string, Observation>> {
  const seen = new Map<string, Observation>()
  for (const bookId of bookIds) seen.set(bookId, await observe(adapter, bookId))
  return seen
}

async function areApart({ adapter, connect }: Trial): Promise<void> {
  await fillAll(adapter)
  const other = await connect()
  for (const [number, bookId] of bookIds.entries()) {
    const { settings, categories, groups, budgets, expenses } = await observe(other, bookId)
    const amounts = [...budgets, ...expenses].map(({ amount }) => amount)
    expectEqual(
      { limit: settings.monthlyLimit, names: [...categories, ...groups].map(({ name }) => name), amounts },
      {
        limit: `${1_000 + number}`,
        names: [`Food ${number}`, `Home ${number}`],
        amounts: [`${100 + number}`, `${1 + number}`, '1'],
      },
      `what is in the book ${JSON.stringify(bookId)}`,
    )
    const ids = (await readPage(other, {}, bookId)).map(({ id }) => id)
    expectEqual(ids, [`only in ${number}`, 'expense'], `the expenses of the book ${JSON.stringify(bookId)}`)
  }
}

async function changeAlone({ adapter }: Trial): Promise<void> {
  await fillAll(adapter)
  const expected = await observeAll(adapter)
  for (const [number, [bookId, before]] of [...expected].entries()) {
    if (number % 2 === 0) continue
    const removals = before.expenses.map(({ id }) => removing.expense(id))
    await commit(adapter, [removing.budget('budget'), ...removals], { bookId })
    expected.set(bookId, { ...before, budgets: [], expenses: [], months: new Map() })
  }
  expectEqual(await observeAll(adapter), expected, 'all books, after every second one was emptied')
}

async function goAlone({ adapter }: Trial): Promise<void> {
  await fillAll(adapter)
  const expected = await observeAll(adapter)
  const empty = await observe(adapter, 'never written')
  for (const bookId of ['a', 'a/b', 'head', '__proto__', 'fi', 'x'.repeat(199)]) {
    await adapter.deleteBook(bookId)
    expected.set(bookId, empty)
    expectEqual(await observeAll(adapter), expected, `all books, after ${JSON.stringify(bookId)} was deleted`)
  }
}

async function goWithEverything({ adapter }: Trial): Promise<void> {
  const operation = { id: 'filling', fingerprint: 'f' }
  for (const round of [1, 2]) {
    const { replayed } = await commit(adapter, contentsOf(round), { bookId: 'a', operation })
    expectEqual(
      replayed,
      false,
      'an operation of a book that is new, or was deleted, having been done before',
    )
    await adapter.deleteBook('a')
    expectEqual(await observe(adapter, 'a'), await observe(adapter, 'never written'), 'a deleted book')
  }
  await adapter.deleteBook('never written')
}

async function goForEveryone({ adapter, connect }: Trial): Promise<void> {
  const other = await connect()
  for (const round of [1, 2]) {
    await commit(adapter, contentsOf(round), { bookId: 'a' })
    // Both clients have read the book.
    await observe(other, 'a')
    await observe(adapter, 'a')
    await (round === 1 ? other : adapter).deleteBook('a')
    for (const client of [adapter, other]) {
      expectEqual(await observe(client, 'a'), await observe(client, 'never written'), 'a book that is gone')
    }
    await commit(round === 1 ? adapter : other, contentsOf(round), { bookId: 'a' })
    expectEqual((await observe(adapter, 'a')).expenses.length, 2, 'the expenses of a book that begins anew')
    await adapter.deleteBook('a')
  }
}

/** Cases about several books. */
export const books: readonly TrialCase[] = [
  { name: 'books: each holds its own, whatever their ids look like', check: areApart },
  { name: 'books: a commit changes one only', check: changeAlone },
  { name: 'books: deleting one leaves the others', check: goAlone },
  { name: 'books: deleting one takes everything, its operations too', check: goWithEverything },
  { name: 'books: deleting one empties it for every client, and it can begin anew', check: goForEveryone },
]
