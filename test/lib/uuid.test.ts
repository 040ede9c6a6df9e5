import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { uuidv7Generator } from '../../src/lib/uuid.js'

const uuidVersion7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

afterEach(() => vi.useRealTimers())

describe('ids that the book makes', () => {
  it('are UUIDs of version 7 that begin with the instant', () => {
    vi.useFakeTimers({ now: 0x0198_7654_3210 })
    const id = uuidv7Generator()()
    expect(id).toMatch(uuidVersion7)
    expect(id.slice(0, 13)).toBe('01987654-3210')
  })

  it.each([0, -1, -1_000_000])('are UUIDs while the clock stands at %i', (now) => {
    vi.useFakeTimers({ now })
    const next = uuidv7Generator()
    for (const id of [next(), next()]) expect(id).toMatch(uuidVersion7)
  })

  it('grow within a millisecond, beyond the ids that it has, and while the clock is set back', () => {
    vi.useFakeTimers({ now: 1_800_000_000_000 })
    const next = uuidv7Generator()
    const ids = Array.from({ length: 10_000 }, next)
    vi.setSystemTime(1_700_000_000_000)
    ids.push(next())
    vi.setSystemTime(4_000_000_000_000)
    ids.push(next())
    expect(ids).toEqual([...ids].sort())
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(uuidVersion7)
  })

  it('list expenses of one instant in the order in which they were recorded, newest first', async () => {
    const now = () => new Date('2026-02-14T09:30:00Z')
    const book = await openBudgetBook({ storage: createMemoryAdapter(), now })
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    const amounts = Array.from({ length: 50 }, (_, index) => `${index + 1}.00`)
    await book.expenses.recordMany(amounts.map((amount) => ({ categoryId, amount, date: '2026-02-14' })))
    const { items } = await book.expenses.list()
    expect(items.map(({ amount }) => amount)).toEqual([...amounts].reverse())
  })
})
