import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const byMouse = { detail: 1 }
const byKey = { detail: 0 }

describe('isSecondClick', () => {
  let isSecondClick: (event: { readonly detail: number }) => boolean
  beforeEach(async () => {
    vi.resetModules()
    vi.useFakeTimers()
    ;({ isSecondClick } = await import('../../../examples/web/src/glue/second-click.js'))
  })
  afterEach(() => void vi.useRealTimers())

  it('takes a click that follows at once for the second of a double click, whatever stands there by now', () => {
    expect(isSecondClick(byMouse)).toBe(false)
    vi.advanceTimersByTime(499)
    expect(isSecondClick(byMouse)).toBe(true)
    vi.advanceTimersByTime(499)
    expect(isSecondClick(byMouse)).toBe(true)
    vi.advanceTimersByTime(500)
    expect(isSecondClick(byMouse)).toBe(false)
  })

  it('takes every key for a click that is meant', () => {
    expect(isSecondClick(byMouse)).toBe(false)
    expect(isSecondClick(byKey)).toBe(false)
    expect(isSecondClick(byKey)).toBe(false)
  })
})
