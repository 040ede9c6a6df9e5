import { addMonths } from '../../../calendar/add-months.js'
import type { CivilDate } from '../../../calendar/civil-date.js'
import type { ExpensePosition, PageOf, PageQuery } from '../../../storage/view.js'
import type { StorageAdapter } from '../../../storage/adapter.js'
import type { StoredExpense } from '../../../model/expense.js'
import { commit, inserting, putting, removing, theBook } from '../commits.js'
import { february, january, makeCategory, makeExpense, makeSettings } from '../entities.js'
import { expectEqual } from '../expect.js'
import { readPage } from '../observations.js'
import type { Trial, TrialCase } from '../trial.js'

const morning = '2026-02-14T08:00:00.000Z'
const evening = '2026-02-14T20:00:00.000Z'

/** In the order of pages: by date, then by createdAt, then by id, all descending. */
const newestFirst = [
  makeExpense('g', 'food', '2026-03-01', '1.00', { createdAt: morning }),
  makeExpense('a', 'travel', '2026-02-28', '1.00', { createdAt: evening }),
  makeExpense('z', 'food', '2026-02-28', '1.00', { createdAt: morning }),
  // Ids compare by their code units, not by the rules of a language.
  makeExpense('b', 'food', '2026-02-10', '1.00'),
  makeExpense('a10', 'travel', '2026-02-10', '1.00'),
  makeExpense('B', 'food', '2026-02-10', '1.00'),
  makeExpense('9', 'food', '2026-02-10', '1.00'),
  makeExpense('10', 'travel', '2026-02-10', '1.00'),
  makeExpense('m', 'food', '2026-01-31', '1.00', { createdAt: evening }),
  makeExpense('n', 'travel', '2025-12-31', '1.00', { createdAt: evening }),
] as const

const idsOf = (expenses: readonly StoredExpense[]): string[] => expenses.map(({ id }) => id)

async function fill(adapter: StorageAdapter): Promise<void> {
  await commit(adapter, [
    inserting.category(makeCategory('food')),
    inserting.category(makeCategory('travel')),
    // Neither in the order of pages nor in reverse.
    ...newestFirst.filter((_, index) => index % 3 === 1).map(inserting.expense),
  ])
  await commit(adapter, newestFirst.filter((_, index) => index % 3 !== 1).map(inserting.expense))
}

/** Reads every page from a position on, one after another. `between` runs before each page except the first. */
async function walk(
  adapter: StorageAdapter,
  query: Partial<PageQuery> & { readonly limit: number },
  between: (seen: readonly StoredExpense[]) => Promise<unknown> = async () => undefined,
): Promise<StoredExpense[]> {
  const seen: StoredExpense[] = []
  for (;;) {
    const after: ExpensePosition | undefined = seen.at(-1)
    const page = await readPage(adapter, { ...query, after })
    seen.push(...page)
    if (page.length < query.limit) return seen
    await between(seen)
  }
}

async function areNewestFirst({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  expectEqual(await readPage(adapter), newestFirst, 'all expenses, newest first')
  expectEqual(await readPage(await connect()), newestFirst, 'the same through another client')
}

async function keepOrderWhenUpdated({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  const [first, ...others] = newestFirst
  const moved = makeExpense(first.id, 'travel', '2026-01-01', '2.00', { createdAt: first.createdAt })
  await commit(adapter, [putting.expense(moved)])
  expectEqual(
    await readPage(adapter),
    [...others.slice(0, -1), moved, ...others.slice(-1)],
    'all expenses, after one changed its date',
  )
}

async function followTheCategory({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  const [first, second] = newestFirst
  const moved = makeExpense(first.id, 'travel', first.date, '1.00', { createdAt: first.createdAt })
  await commit(adapter, [putting.expense(moved), removing.expense(second.id)])
  const left = [moved, ...newestFirst.slice(2)]
  for (const category of ['food', 'travel']) {
    const expected = left.filter(({ categoryId }) => categoryId === category)
    expectEqual(
      await readPage(adapter, { categoryId: category }),
      expected,
      `the expenses of ${category}, after one changed its category and one was removed`,
    )
  }
}

async function haveALimit({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  for (const limit of [1, 3, 10, 11]) {
    const expected = idsOf(newestFirst.slice(0, limit))
    expectEqual(idsOf(await readPage(adapter, { limit })), expected, `a page of at most ${limit}`)
  }
}

async function filter({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  const dates = [undefined, '2025-12-31', '2026-02-01', '2026-02-10', '2026-02-28', '2026-03-02']
  for (const categoryId of [undefined, 'food', 'travel', 'unknown']) {
    for (const from of dates) {
      for (const to of dates) {
        const matching = newestFirst.filter(
          ({ date, ...expense }) =>
            (categoryId === undefined || expense.categoryId === categoryId) &&
            (from === undefined || date >= from) &&
            (to === undefined || date <= to),
        )
        const query = { categoryId, from, to }
        const what = `the expenses of ${categoryId ?? 'all'} from ${from ?? 'ever'} to ${to ?? 'ever'}`
        expectEqual(idsOf(await readPage(adapter, query)), idsOf(matching), what)
        expectEqual(idsOf(await walk(adapter, { ...query, limit: 2 })), idsOf(matching), `${what}, by twos`)
      }
    }
  }
}

async function followOneAnother({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  for (const limit of [1, 2, 3, 4, 10]) {
    expectEqual(await walk(adapter, { limit }), newestFirst, `all expenses, ${limit} at a time`)
  }
  const nowhere = { date: newestFirst[3].date, createdAt: newestFirst[3].createdAt, id: 'aaa' }
  expectEqual(
    idsOf(await readPage(adapter, { after: nowhere })),
    idsOf(newestFirst.slice(4)),
    'what comes after a position at which no expense stands',
  )
}

async function chooseByTheHead({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  await commit(adapter, [putting.settings(makeSettings('INR', '7.00'))])
  const page = await adapter.page(theBook, ({ settings, categories }) => {
    expectEqual(settings, makeSettings('INR', '7.00'), 'the settings that a page is chosen by')
    return { limit: 100, categoryId: categories[1]?.id }
  })
  const expected = newestFirst.filter(({ categoryId }) => categoryId === 'travel')
  expectEqual(idsOf(page), idsOf(expected), 'the expenses of the second category')
}

// An adapter may remember the settings that it has read.
async function followTheSettings({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const other = await connect()
  const fromStartDay: PageOf = ({ settings }) => ({
    limit: 100,
    from: `2026-02-${settings.monthStartDay}` as CivilDate,
  })
  for (const day of [25, 10, 28]) {
    await commit(other, [putting.settings(makeSettings('INR', null, day))])
    const expected = newestFirst.filter(({ date }) => date >= `2026-02-${day}`)
    expectEqual(idsOf(await adapter.page(theBook, fromStartDay)), idsOf(expected), `the page from day ${day}`)
  }
}

// UTF-8 and UTF-16 order these ids differently: by code units, a surrogate pair sorts below U+E000 and the characters
// after it.
async function orderIdsByCodeUnits({ adapter }: Trial): Promise<void> {
  const ids = ['\uFFFD', '\u{1F600}', '\uE000', 'z', 'é']
  await commit(adapter, [
    inserting.category(makeCategory('food')),
    ...ids.map((id) => inserting.expense(makeExpense(id, 'food', '2026-02-10', '1.00'))),
  ])
  const expected = [...ids].sort().reverse()
  expectEqual(idsOf(await readPage(adapter)), expected, 'ids of one instant, by code units, descending')
  expectEqual(idsOf(await walk(adapter, { limit: 1 })), expected, 'the same, one at a time')
}

/** Many expenses of one day and one instant, which differ only in their ids. */
function twins(prefix: string, count: number): StoredExpense[] {
  return Array.from({ length: count }, (_, index) =>
    makeExpense(`${prefix}${String(index).padStart(2, '0')}`, 'food', '2026-02-10', '1.00'),
  )
}

async function stayStable({ adapter, connect }: Trial): Promise<void> {
  const other = await connect()
  const all = twins('m', 20)
  await commit(adapter, [inserting.category(makeCategory('food')), ...all.map(inserting.expense)])
  const removed: string[] = []
  let page = 0
  const seen = await walk(adapter, { limit: 3 }, async (sofar) => {
    page++
    // Removes one that was seen (it may be the last of the page) and one that is still to come, and inserts new ones
    // on both sides.
    const going = [sofar.at(-1)?.id ?? '', `m${String(page - 1).padStart(2, '0')}`]
    const gone = [...new Set(going)].filter((id) => !removed.includes(id))
    removed.push(...gone)
    await commit(other, [
      ...gone.map(removing.expense),
      inserting.expense(makeExpense(`z${page}`, 'food', '2026-02-10', '1.00')),
      inserting.expense(makeExpense(`new ${page}`, 'food', '2026-02-11', '1.00')),
      inserting.expense(makeExpense(`old ${page}`, 'food', '2026-02-09', '1.00')),
    ])
  })
  const ids = idsOf(seen)
  expectEqual([...new Set(ids)], ids, 'the expenses that pages showed, each once')
  const stayed = idsOf(all).filter((id) => !removed.includes(id))
  expectEqual(
    stayed.filter((id) => !ids.includes(id)),
    [],
    'the expenses that were there all the time and that no page showed',
  )
  expectEqual(idsOf([...seen].sort(byOrder)), ids, 'the order over all pages')
}

const position = ({ date, createdAt, id }: StoredExpense): string => `${date} ${createdAt} ${id}`
const byOrder = (a: StoredExpense, b: StoredExpense): number => (position(a) > position(b) ? -1 : 1)

async function findDatesOfAnyMonth({ adapter }: Trial): Promise<void> {
  // With this start day, January begins on 25 January.
  const expenses = ['2026-01-24', '2026-01-25', '2026-01-31', '2026-02-24', '2026-02-25'].map((date) => {
    const month = date < '2026-01-25' ? addMonths(january, -1) : date < '2026-02-25' ? january : february
    return makeExpense(date, 'food', date, '1.00', { month })
  })
  await commit(adapter, [
    putting.settings(makeSettings('INR', '100.00', 25)),
    inserting.category(makeCategory('food')),
    ...expenses.map(inserting.expense),
  ])
  for (const { date: from } of expenses) {
    for (const { date: to } of expenses) {
      const expected = expenses.filter(({ date }) => date >= from && date <= to).reverse()
      expectEqual(await readPage(adapter, { from, to }), expected, `the expenses from ${from} to ${to}`)
    }
  }
}

/** Cases about pages of expenses. */
export const pages: readonly TrialCase[] = [
  { name: 'page: newest first by date, then createdAt, then id', check: areNewestFirst },
  { name: 'page: an expense moves with its date', check: keepOrderWhenUpdated },
  { name: 'page: an expense moves with its category, and leaves it when removed', check: followTheCategory },
  { name: 'page: ids of one instant are in the order of their code units', check: orderIdsByCodeUnits },
  { name: 'page: has at most as many as asked for', check: haveALimit },
  { name: 'page: filters intersect', check: filter },
  { name: 'page: dates are found whichever months they are in', check: findDatesOfAnyMonth },
  { name: 'page: pages follow one another without a gap', check: followOneAnother },
  { name: 'page: is chosen by the head of the same instant', check: chooseByTheHead },
  { name: 'page: follows the settings that another client changes', check: followTheSettings },
  { name: 'page: shows nothing twice and loses nothing while expenses come and go', check: stayStable },
]
