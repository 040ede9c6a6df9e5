import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Month } from 'budgetbook'
import { BookState, type BookSnapshot, type Change } from 'budgetbook/adapter'
import { bookContentsArbitrary } from 'budgetbook/testing'
import { inserting, putting } from '../../../src/testing/conformance/commits.js'
import {
  makeBudget,
  makeCategory,
  makeExpense,
  makeGroup,
} from '../../../src/testing/conformance/entities.js'
import { sorted } from '../../../src/testing/conformance/observations.js'
import { spoil } from '../../../src/testing/conformance/spoil.js'
import { deepFreeze } from '../../support/deep-freeze.js'

const named = (id: string) => ({ operation: { id, fingerprint: '' } })

function addCategory(state: BookState, id: string) {
  return state.transact(
    () => ({}),
    () => ({ changes: [inserting.category(makeCategory(id))], receipt: { id } }),
    named(id),
  )
}

describe('a book in memory', () => {
  it('is saved, and goes on from what was saved, through JSON too', () => {
    fc.assert(
      fc.property(bookContentsArbitrary(), (contents) => {
        const { contents: kept } = new BookState({
          contents: deepFreeze(contents),
          operations: [],
        }).snapshot()
        expect(sorted(kept)).toEqual(sorted(contents))
        const snapshot = JSON.parse(JSON.stringify({ contents: kept, operations: [] })) as BookSnapshot
        expect(new BookState(snapshot).snapshot()).toEqual(snapshot)
        const scope = () => ({ months: 'all' }) as const
        expect(new BookState(snapshot).read(scope)).toEqual(
          new BookState({ contents, operations: [] }).read(scope),
        )
      }),
    )
  })

  it('knows the operations that were saved', () => {
    const state = new BookState()
    addCategory(state, 'food')
    const next = new BookState(state.snapshot())
    expect(addCategory(next, 'food')).toEqual({ replayed: true, receipt: { id: 'food' } })
    expect(next.snapshot().operations).toEqual([{ id: 'food', fingerprint: '', receipt: { id: 'food' } }])
  })

  it('remembers the last 1,000 operations', () => {
    const state = new BookState()
    for (let count = 0; count <= 1_000; count++) {
      state.transact(
        () => ({}),
        () => ({ changes: [], receipt: { count } }),
        named(`${count}`),
      )
    }
    expect(state.snapshot().operations.length).toBe(1_000)
    expect(addCategory(state, '1').replayed).toBe(true)
    expect(addCategory(state, '0').replayed).toBe(false)
  })

  it('does not go on from what a caller still holds', () => {
    const state = new BookState()
    addCategory(state, 'food')
    const snapshot = state.snapshot()
    const next = new BookState(snapshot)
    addCategory(state, 'travel')
    ;(snapshot.contents.categories as unknown[]).length = 0
    expect(next.snapshot().contents.categories.map(({ id }) => id)).toEqual(['food'])
  })
})

it('a budget that moves from one month to another is found where it went', () => {
  const state = new BookState()
  const [january, february] = ['2026-01', '2026-02'] as [Month, Month]
  const run = (...changes: Change[]) =>
    state.transact(
      () => ({ months: [january, february] }),
      () => ({ changes, receipt: {} }),
      { operation: null },
    )
  run(
    inserting.category(makeCategory('food')),
    inserting.budget(makeBudget('stays', 'food', february, '1.00')),
    inserting.budget(makeBudget('moves', 'food', january, '2.00')),
  )
  for (const month of [february, january, february]) {
    run(
      putting.budget(makeBudget('stays', 'food', february, '3.00')),
      putting.budget(makeBudget('moves', 'food', month, '2.00')),
    )
    expect(state.read(() => ({ budgets: ['moves'] })).budgets.get('moves')?.month).toBe(month)
  }
})

it('what a decider does to its view, totals included, is not what is committed', () => {
  const state = new BookState()
  const scope = () => ({ months: ['2026-02' as Month] })
  const record = (id: string, spoiled: boolean) =>
    state.transact(
      scope,
      (view) => {
        if (spoiled) for (const month of view.months.values()) spoil(month.spending)
        return { changes: [inserting.expense(makeExpense(id, 'food', '2026-02-14', '1.00'))], receipt: {} }
      },
      { operation: null },
    )
  record('1', false)
  record('2', true)
  const spending = state.read(scope).months.get('2026-02' as Month)?.spending
  expect(spending).toEqual(new Map([['food', { spent: '2.00', count: 2 }]]))
})

it('a view stays as it was when the book goes on', () => {
  const state = new BookState()
  const scope = () => ({ months: ['2026-02' as Month] })
  const record = (id: string) =>
    state.transact(
      scope,
      () => ({
        changes: [inserting.expense(makeExpense(id, 'food', '2026-02-14', '1.00'))],
        receipt: {},
      }),
      { operation: null },
    )
  record('1')
  const view = state.read(scope)
  record('2')
  expect(view.months.get('2026-02' as Month)?.spending.get('food')).toEqual({ spent: '1.00', count: 1 })
})

it('full-book work that cannot be kept leaves everything as it was', () => {
  const state = new BookState()
  addCategory(state, 'food')
  const before = state.snapshot()
  const hostile = {
    ...makeBudget('1', 'food', '2026-02' as Month, '1.00'),
    get metadata(): Record<string, never> {
      throw new Error('unreadable')
    },
  }
  const rebuild = () => ({
    contents: {
      settings: { ...before.contents.settings, monthStartDay: 9 },
      categories: [],
      groups: [],
      closedMonths: [],
      budgets: [hostile],
      expenses: [makeExpense('1', 'food', '2026-02-14', '1.00')],
      holds: [],
    },
    receipt: {},
  })
  expect(() => state.replace(rebuild, { operation: null })).toThrow()
  expect(state.snapshot()).toEqual(before)
})

describe('a book that version 1.0 saved', () => {
  // As a build before groups saved it, and as plain JSON holds it.
  const older = {
    contents: {
      settings: { currency: 'INR', monthlyLimit: null, monthStartDay: 1 },
      categories: [without(makeCategory('food'), 'groupId', 'rollover')],
      closedMonths: [],
      budgets: [makeBudget('b', 'food', '2026-02' as Month, '9.00')],
      expenses: [without(makeExpense('e', 'food', '2026-02-14', '1.00'), 'original')],
    },
    operations: [],
  } as unknown as BookSnapshot

  it('has no groups, no rules, no original amounts and no holds', () => {
    const { contents } = new BookState(deepFreeze(older)).snapshot()
    expect(contents).toEqual({
      ...older.contents,
      categories: [makeCategory('food')],
      groups: [],
      expenses: [makeExpense('e', 'food', '2026-02-14', '1.00')],
      holds: [],
    })
  })

  it('goes on with them', () => {
    const state = new BookState(older)
    const food = makeCategory('food', { groupId: 'home' })
    state.transact(
      () => ({}),
      () => ({ changes: [inserting.group(makeGroup('home')), putting.category(food)], receipt: {} }),
      { operation: null },
    )
    expect(new BookState(state.snapshot()).read(() => ({}))).toMatchObject({
      categories: [food],
      groups: [makeGroup('home')],
    })
  })
})

function without<Kind extends object>(entity: Kind, ...fields: readonly (keyof Kind)[]): object {
  return Object.fromEntries(Object.entries(entity).filter(([name]) => !fields.includes(name as keyof Kind)))
}
