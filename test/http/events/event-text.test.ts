import { expect, it } from 'vitest'
import type { Month } from 'budgetbook'
import { changeData, commentText, eventText } from '../../../src/http/events/event-text.js'

const longest = 16_384
const heard = (ids: readonly string[]) => ({
  operationId: 'key',
  months: ['2026-02' as Month],
  changes: [{ type: 'expense', action: 'created', ids } as const],
})

it('an event and a comment are written as the standard of server-sent events has them', () => {
  expect(eventText('1', 'ready', '{}')).toBe('id: 1\nevent: ready\ndata: {}\n\n')
  expect(commentText('still here')).toBe(': still here\n\n')
})

it('the data of a change names its ids up to 16,384 characters, and none beyond', () => {
  const most = longest - changeData(heard([''])).length
  const [short, long] = [most, most + 1].map((length) => changeData(heard(['x'.repeat(length)])))
  expect(short).toHaveLength(longest)
  expect(JSON.parse(short ?? '')).toMatchObject({ changes: [{ ids: ['x'.repeat(most)] }] })
  expect(JSON.parse(long ?? '')).toEqual({ operation_id: 'key', months: ['2026-02'], changes: 'unknown' })
})

it('the data of a change names all its months, however many they are', () => {
  const months = Array.from({ length: 3_000 }, (_, year) => `${1_000 + year}-01` as Month)
  const data = changeData({ operationId: null, months, changes: 'unknown' })
  expect(JSON.parse(data)).toEqual({ operation_id: null, months, changes: 'unknown' })
})
