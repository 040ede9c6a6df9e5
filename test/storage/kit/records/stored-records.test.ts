import { entityToStore } from '../../../../src/storage/later-fields.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { bookContentsArbitrary } from 'budgetbook/testing'
import {
  headToStore,
  storedExpenseSchema,
  storedHeadFields,
} from '../../../../src/storage/kit/records/stored-records.js'
import { holdsFromStored } from '../../../../src/storage/kit/records/stored-holds.js'
import {
  makeCategory,
  makeExpense,
  makeGroup,
  makeHold,
  makeSettings,
} from '../../../../src/testing/conformance/entities.js'
import { deepFreeze } from '../../../support/deep-freeze.js'

const through = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const storedHead = z.looseObject(storedHeadFields)

describe('what is stored of a head', () => {
  it('is the same head when it is read', () => {
    fc.assert(
      fc.property(bookContentsArbitrary(), ({ settings, categories, groups, holds }) => {
        const head = deepFreeze({ version: '1.2', settings, categories, groups, holds })
        const found = storedHead.parse(through(headToStore(head)))
        expect({ ...found, holds: holdsFromStored(found.holds, settings) }).toEqual(head)
      }),
    )
  })

  it('is what version 1.0 stored, where nothing of a later version is used', () => {
    const { groupId: _group, rollover: _rule, ...older } = makeCategory('food')
    const head = {
      settings: makeSettings(),
      categories: [makeCategory('food')],
      groups: [],
      holds: [],
      months: [],
    }
    const text = JSON.stringify(headToStore(head))
    expect(text).toBe(JSON.stringify({ settings: makeSettings(), categories: [older], months: [] }))
    expect(storedHead.parse({ version: '1.0', ...(JSON.parse(text) as object) })).toMatchObject({
      categories: [makeCategory('food')],
      groups: [],
      holds: [],
    })
  })

  it('has the fields that a newer version added, everywhere', () => {
    const added = { addedLater: [{ deep: null }] }
    const head = {
      settings: { ...makeSettings(), ...added },
      categories: [{ ...makeCategory('food', { groupId: 'home' }), ...added }],
      groups: [{ ...makeGroup('home'), ...added }],
      holds: [{ ...makeHold('h', 'food', '2026-02-14', '1.00'), ...added }],
      ...added,
    }
    const found = storedHead.parse({ version: '1.3', ...(through(headToStore(head)) as object) })
    expect({ ...found, holds: holdsFromStored(found.holds, head.settings) }).toEqual({
      version: '1.3',
      ...head,
    })
  })
})

describe('what is stored of an expense', () => {
  it('is the same expense when it is read', () => {
    fc.assert(
      fc.property(bookContentsArbitrary(), ({ expenses }) => {
        for (const { month: _, ...expense } of expenses)
          expect(storedExpenseSchema.parse(through(entityToStore(deepFreeze(expense))))).toEqual(expense)
      }),
    )
  })

  it('has no original amount where there is none', () => {
    expect(entityToStore(makeExpense('e', 'food', '2026-02-14', '1.00'))).not.toHaveProperty('original')
  })
})
