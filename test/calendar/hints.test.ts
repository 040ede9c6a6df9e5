import { describe, expect, it } from 'vitest'
import { computeUtilization, dateAt, parseDate, parseMonth } from 'budgetbook'
import { issuesOf } from '../support/refusals.js'

const messageOf = (action: () => unknown) => issuesOf(action)[0]?.message

describe('the message about what is not a date', () => {
  it.each([new Date(0), '2026-02-03T00:00:00.000Z', '2026-02-03 00:00:00'])(
    'says what to do with %o',
    (value) => {
      const expense = { categoryId: 'food', date: value as string, amount: '1' }
      const others = { month: '2026-02', settings: { currency: 'USD' }, categories: [], budgets: [] }
      for (const action of [
        () => parseDate(value as string),
        () => computeUtilization({ ...others, expenses: [expense] }),
      ]) {
        expect(messageOf(action)).toContain('slice(0, 10)')
        expect(messageOf(action)).toContain('dateAt(new Date(instant), timeZone)')
      }
    },
  )

  it('says that a day of the right form is not in the calendar', () => {
    expect(messageOf(() => parseDate('2026-02-30'))).toBe('The calendar has no day 2026-02-30')
  })

  it('names a function that is there', () => {
    expect(dateAt(new Date('2026-02-03T00:00:00.000Z'), 'UTC')).toBe('2026-02-03')
    expect(issuesOf(() => dateAt(new Date(0), 'Nowhere'))).toMatchObject([{ path: ['timeZone'] }])
  })

  it('gives no such hint of what has nothing of a date', () => {
    for (const value of ['tomorrow', '2026-02-30', 7, null])
      expect(messageOf(() => parseDate(value as string))).not.toContain('slice')
  })
})

describe('the message about what is not a month', () => {
  it('says how to make one of a date', () => {
    expect(messageOf(() => parseMonth('2026-02-01'))).toContain(
      'slice(0, 7), or monthOf(date, monthStartDay)',
    )
    expect(messageOf(() => parseMonth('2026-13'))).not.toContain('slice')
  })
})
