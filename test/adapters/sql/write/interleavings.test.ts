import { describe, expect, it } from 'vitest'
import { enforcePolicy, isBudgetBookError, openBudgetBook } from 'budgetbook'
import type { View } from 'budgetbook/adapter'
import { verify } from 'budgetbook/sql'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  removing,
} from '../../../../src/testing/conformance/commits.js'
import {
  february,
  makeBudget,
  makeCategory,
  makeExpense,
  makeSettings,
  march,
} from '../../../../src/testing/conformance/entities.js'
import { observe } from '../../../../src/testing/conformance/observations.js'
import { driverError } from '../../../support/sql/failing-statements.js'
import { databases, type TwoClients } from '../../../support/storages/two-clients.js'

const lock = /set revision = revision/

/** Lets something happen after a client has read, and before it writes. */
async function setUp() {
  const clients = await databases.PGlite()
  const { faulty, commitStatement, storage, beside, bookId } = clients
  await commit(
    beside,
    [
      putting.settings(makeSettings('USD', '100.00')),
      inserting.category(makeCategory('food')),
      inserting.category(makeCategory('travel')),
      inserting.expense(makeExpense('e1', 'food', '2026-02-01', '1.00')),
    ],
    { bookId },
  )
  const meanwhile = (happen: () => Promise<unknown>): void =>
    faulty.arm({ at: commitStatement, when: 'before', meanwhile: async () => void (await happen()) })
  return {
    ...clients,
    meanwhile,
    commit: async (changes: Parameters<typeof commit>[1]) => commit(storage, changes, { bookId }),
    commitBeside: async (changes: Parameters<typeof commit>[1]) => commit(beside, changes, { bookId }),
    open: async (client = storage) =>
      openBudgetBook({ storage: client, bookId, allocationPolicy: enforcePolicy() }),
  }
}

const spend = (id: string) => [inserting.expense(makeExpense(id, 'food', '2026-02-02', '2.00'))]

describe('a commit that another comes before', () => {
  it('is decided again on what the other left, and waits for its turn then', async () => {
    const { meanwhile, commitBeside, storage, bookId, faulty } = await setUp()
    const seen: (string | undefined)[] = []
    let later = ''
    meanwhile(async () => {
      await commitBeside(spend('e2'))
      // What the next attempt begins with.
      faulty.arm({ at: lock, when: 'before', meanwhile: async () => void (later = 'locked') })
    })
    const decide = ({ months }: View) => {
      seen.push(months.get(february)?.spending.get('food')?.spent)
      return { changes: spend('e3'), receipt: {} }
    }
    await storage.transact(bookId, () => ({ months: [february] }), decide, commitOptions())
    expect(seen).toEqual(['1.00', '3.00'])
    expect(later).toBe('locked')
    const { expenses, months } = await observe(storage, bookId)
    expect(expenses.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3'])
    expect(months.get(february)?.spending.get('food')).toEqual({ spent: '5.00', count: 3 })
  })

  it('is refused where the other took the room that it wanted', async () => {
    const { meanwhile, open, beside } = await setUp()
    const [book, other] = [await open(), await open(beside)]
    meanwhile(async () => other.budgets.create({ categoryId: 'travel', month: '2026-02', amount: '60.00' }))
    await expect(
      book.budgets.create({ categoryId: 'food', month: '2026-02', amount: '60.00' }),
    ).rejects.toMatchObject({ code: 'allocation_rejected' })
    expect((await book.utilization('2026-02')).summary.totalBudget).toBe('60.00')
  })

  it('goes by the start day that the other set', async () => {
    const { meanwhile, open, beside, options, bookId } = await setUp()
    const [book, other] = [await open(), await open(beside)]
    await book.utilization('2026-02') // the client knows the settings by now
    meanwhile(async () => other.settings.changeMonthStart(25))
    await book.expenses.record({ categoryId: 'food', amount: '5.00', date: '2026-02-10' })
    expect((await book.utilization('2026-01')).summary.totalSpent).toBe('6.00')
    expect(await verify(options, bookId)).toEqual([])
  })

  it('starts anew where the other deleted the book', async () => {
    const { meanwhile, commit: commitHere, storage, beside, bookId } = await setUp()
    meanwhile(async () => beside.deleteBook(bookId))
    await commitHere([inserting.category(makeCategory('new'))])
    expect((await observe(storage, bookId)).categories.map(({ id }) => id)).toEqual(['new'])
  })

  it('as the first of a book, is decided again where the other was the first', async () => {
    const { meanwhile, storage, beside } = await setUp()
    const bookId = 'never written'
    meanwhile(async () => commit(beside, [inserting.category(makeCategory('theirs'))], { bookId }))
    const seen: string[][] = []
    const decide = ({ categories }: View) => {
      seen.push(categories.map(({ id }) => id))
      return { changes: [inserting.category(makeCategory('ours'))], receipt: {} }
    }
    await storage.transact(bookId, () => ({}), decide, commitOptions())
    expect(seen).toEqual([[], ['theirs']])
    expect((await observe(storage, bookId)).categories.map(({ id }) => id)).toEqual(['theirs', 'ours'])
  })

  it('asked for under the same name, is the one that was done', async () => {
    const { meanwhile, storage, beside, bookId } = await setUp()
    const details = { bookId, operation: { id: 'once', fingerprint: 'f' } }
    meanwhile(async () => commit(beside, spend('e2'), { ...details, receipt: { by: 'the other' } }))
    expect(await commit(storage, spend('e3'), details)).toMatchObject({
      replayed: true,
      receipt: { by: 'the other' },
    })
    expect((await observe(storage, bookId)).expenses.map(({ id }) => id)).toEqual(['e1', 'e2'])
  })
})

describe.each(Object.entries(databases))('an id that is taken, in %s', (_, open) => {
  async function filled(): Promise<TwoClients> {
    const clients = await open()
    const { beside, bookId } = clients
    const changes = [
      inserting.category(makeCategory('food')),
      inserting.category(makeCategory('travel')),
      inserting.budget(makeBudget('b1', 'food', february, '1.00')),
      inserting.expense(makeExpense('\u{10ffff}', 'food', '2026-01-01', '1.00')),
    ]
    await commit(beside, changes, { bookId })
    return clients
  }

  it.each([
    [
      'an expense of a month that is not in view',
      inserting.expense(makeExpense('\u{10ffff}', 'food', '2026-02-01', '1.00')),
    ],
    ['a budget of a month that is not in view', inserting.budget(makeBudget('b1', 'travel', march, '1.00'))],
  ])('by %s is conflict, and nothing is written', async (_name, change) => {
    const { storage, bookId } = await filled()
    const before = await observe(storage, bookId)
    const also = inserting.category(makeCategory('new'))
    await expect(commit(storage, [also, change], { bookId })).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'id_taken' },
    })
    expect(await observe(storage, bookId)).toEqual(before)
  })

  it('by nothing that is there any more is free: the commit is made', async () => {
    const { storage, bookId, faulty } = await filled()
    faulty.arm({ at: /with gate as|insert into .*expenses/s, when: 'before', error: driverError('23505') })
    await commit(storage, spend('e2'), { bookId })
    expect(faulty.struck).not.toBeNull()
    expect((await observe(storage, bookId)).expenses.map(({ id }) => id)).toContain('e2')
  })

  it('after a removal in the same commit is that of something new', async () => {
    const { storage, bookId } = await filled()
    await commit(storage, [removing.category('travel'), inserting.category(makeCategory('travel'))], {
      bookId,
    })
    expect((await observe(storage, bookId)).categories.map(({ id }) => id)).toEqual(['food', 'travel'])
    const again = [
      removing.expense('\u{10ffff}'),
      inserting.expense(makeExpense('\u{10ffff}', 'food', '2026-01-01', '1.00')),
    ]
    const outcome = await commit(storage, again, { bookId }).catch((error: unknown) => error)
    expect(isBudgetBookError(outcome, 'conflict')).toBe(true)
  })
})
