import { describe, expect, it, vi } from 'vitest'
import { EventHub, type BookEvent } from '../../../src/book/events.js'

const event: BookEvent = { operationId: null, origin: 'local', months: [], changes: [] }

describe('whoever listens for events', () => {
  it('has the storage looked after from the first subscription to the last', () => {
    const attended = new Set<number>()
    let count = 0
    const hub = new EventHub(() => {
      const one = count++
      attended.add(one)
      return () => void attended.delete(one)
    })
    expect(count).toBe(0)
    const listener = vi.fn<() => void>()
    const [first, second] = [hub.subscribe(listener), hub.subscribe(listener)]
    hub.emit(() => event)
    expect(listener).toHaveBeenCalledTimes(2)
    first()
    first()
    expect(attended.size).toBe(1)
    second()
    expect(attended.size).toBe(0)
  })

  it('learns that the storage was closed, though others listened before', () => {
    const closed = new Error('closed')
    const stop = vi.fn<() => void>()
    const attend = vi.fn<() => () => void>().mockReturnValueOnce(stop)
    const hub = new EventHub(attend)
    const [early, late] = [vi.fn<() => void>(), vi.fn<() => void>()]
    hub.subscribe(early)
    attend.mockImplementation(() => {
      throw closed
    })
    expect(() => hub.subscribe(late)).toThrow(closed)
    hub.emit(() => event)
    expect([early.mock.calls.length, late.mock.calls.length]).toEqual([1, 0])
    hub.clear()
    hub.clear()
    expect(stop).toHaveBeenCalledOnce()
    hub.emit(() => event)
    expect(early).toHaveBeenCalledOnce()
  })
})
