import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bookContentsArbitrary } from 'budgetbook/testing'
import { completeContents } from '../../../src/storage/kit/state/complete-contents.js'
import { deepFreeze } from '../../support/deep-freeze.js'

it('leaves contents as they are that have everything', () => {
  fc.assert(
    fc.property(bookContentsArbitrary(), (contents) => {
      const completed = completeContents(deepFreeze(contents))
      expect(completed).toEqual(contents)
      for (const [index, expense] of contents.expenses.entries())
        expect(completed.expenses[index]).toBe(expense)
    }),
  )
})

it('fills in what version 1.1 added, wherever it is absent', () => {
  fc.assert(
    fc.property(bookContentsArbitrary(), ({ groups: _, ...contents }) => {
      const completed = completeContents(
        deepFreeze({
          ...contents,
          categories: contents.categories.map(
            ({ groupId: _group, rollover: _rule, ...category }) => category,
          ),
          expenses: contents.expenses.map(({ original: _original, ...expense }) => expense),
        }),
      )
      expect(completed).toEqual({
        ...contents,
        categories: contents.categories.map((category) => ({ ...category, groupId: null, rollover: null })),
        groups: [],
        expenses: contents.expenses.map((expense) => ({ ...expense, original: null })),
      })
    }),
  )
})
