import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, type AnyBudgetBookError } from 'budgetbook'
import { applyChanges, BookState, type Change } from 'budgetbook/adapter'
import { corrupt } from '../../../src/storage/kit/records/sealed-text.js'
import { OperationLog } from '../../../src/storage/kit/state/operation-log.js'
import { inserting, putting, removing } from '../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
} from '../../../src/testing/conformance/entities.js'
import { failureOf } from '../../support/book/fixture.js'

const food = makeCategory('food')
const lunch = makeExpense('lunch', 'food', '2026-01-05', '1.00')
const plan = makeBudget('plan', 'food', january, '1.00')

/** What a decision on an empty view of January says. */
function refusalOf(changes: readonly Change[]): AnyBudgetBookError {
  const view = new BookState().read(() => ({ months: [january] }))
  try {
    applyChanges(view, changes)
  } catch (error) {
    return error as AnyBudgetBookError
  }
  throw new Error('Nothing was refused')
}

describe('the error for a change', () => {
  it.each([
    ['category', [removing.category('food')], 'the category food'],
    ['category that is put', [putting.category(food)], 'the category food'],
    ['budget', [removing.budget('plan')], 'the budget plan'],
    ['expense', [removing.expense('lunch')], 'the expense lunch'],
    ['month', [putting.month(february, true, null)], 'the month 2026-02'],
    [
      'budget that an earlier change removed',
      [inserting.budget(plan), removing.budget('plan'), removing.budget('plan')],
      'the budget plan',
    ],
  ] as const)('outside of the view names it: a %s', (_, changes, what) => {
    const error = refusalOf(changes)
    expect(error).toMatchObject({ code: 'invalid_input', details: { issues: [{ code: 'invalid_value' }] } })
    expect(error.message).toBe(`A change needs ${what} in its scope`)
  })

  it.each([
    ['category', [inserting.category(food), inserting.category(food)]],
    ['budget', [inserting.budget(plan), inserting.budget(plan)]],
    ['expense', [inserting.expense(lunch), inserting.expense(lunch)]],
  ] as const)('with a taken id names it: a %s', (type, changes) => {
    const error = refusalOf(changes)
    const { id } = (changes[0] as { readonly value: { readonly id: string } }).value
    expect(error).toMatchObject({ code: 'conflict', details: { reason: 'id_taken' } })
    expect(error.message).toBe(`The id ${id} is taken by another ${type}. Make a new one`)
  })
})

describe('the error for', () => {
  it('stored text that cannot be read says where, why, and what to do', () => {
    const cause = new Error('mine')
    const error = corrupt({ bookId: 'b', location: 'the key' }, 'it is torn', cause)
    expect(error).toMatchObject({
      code: 'storage_corrupt',
      details: { bookId: 'b', location: 'the key', reason: 'it is torn' },
      cause,
    })
    expect(error.message).toBe(
      'The data stored at the key cannot be read (it is torn). It was left as it is; keep a copy of it, then restore a backup',
    )
  })

  it('an operation id that another request used names it', () => {
    const log = new OperationLog(5, [{ id: 'op', fingerprint: 'one', receipt: {} }])
    expect(() => log.find({ id: 'op', fingerprint: 'other' })).toThrow(
      'The operation id op was used for another request. Use a new id for a new request',
    )
  })

  it('a closed adapter says what to do', async () => {
    const storage = createMemoryAdapter()
    await storage.close()
    expect((await failureOf(storage.open())).message).toBe('The adapter is closed. Make a new one to go on')
  })

  it('an invalid book id says what a book id must be', async () => {
    const error = await failureOf(createMemoryAdapter().readAll(5 as never))
    expect(error).toMatchObject({ code: 'invalid_input', details: { issues: [{ path: ['bookId'] }] } })
    expect(error.message).toMatch(/^bookId: A book id must be text/u)
  })
})
