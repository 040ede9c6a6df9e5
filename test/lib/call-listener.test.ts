import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { callListener } from '../../src/lib/call-listener.js'

describe('callListener', () => {
  const reportError = vi.fn()

  beforeEach(() => {
    reportError.mockReset()
    vi.stubGlobal('reportError', reportError)
  })

  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('calls the listener with the value, at once', () => {
    const listener = vi.fn()
    callListener(listener, 5)
    expect(listener.mock.calls).toEqual([[5]])
    expect(reportError).not.toHaveBeenCalled()
  })

  it('reports what the listener throws, and throws nothing itself', () => {
    const error = new Error('mine')
    callListener(() => {
      throw error
    }, 5)
    expect(reportError.mock.calls).toEqual([[error]])
  })

  it('reports what an asynchronous listener rejects with', async () => {
    const error = new Error('mine')
    callListener(() => Promise.reject(error), 5)
    await vi.waitFor(() => expect(reportError.mock.calls).toEqual([[error]]))
  })

  it('reports a hostile result', async () => {
    const error = new Error('mine')
    const result = new Proxy(
      {},
      {
        get(): never {
          throw error
        },
      },
    )
    callListener(() => result, 5)
    await vi.waitFor(() => expect(reportError.mock.calls).toEqual([[error]]))
  })

  it('reports to the console where the runtime has no reportError, and nowhere where it has neither', () => {
    const error = new Error('mine')
    const log = vi.fn()
    const fail = () => {
      throw error
    }
    vi.stubGlobal('reportError', undefined)
    vi.stubGlobal('console', { error: log })
    callListener(fail, 5)
    expect(log.mock.calls).toEqual([[error]])
    vi.stubGlobal('console', undefined)
    expect(() => callListener(fail, 5)).not.toThrow()
  })

  it.each(['reportError', 'console'])('throws nothing if %s throws', async (sink) => {
    const fail = vi.fn(() => {
      throw new Error('no console.error in tests')
    })
    vi.stubGlobal('reportError', sink === 'reportError' ? fail : undefined)
    vi.stubGlobal('console', { error: fail })
    const mine = new Error('mine')
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    callListener(() => {
      throw mine
    }, 5)
    callListener(async () => Promise.reject(mine), 5)
    await new Promise((resolve) => setTimeout(resolve, 5))
    process.off('unhandledRejection', unhandled)
    expect(fail.mock.calls).toEqual([[mine], [mine]])
    expect(unhandled).not.toHaveBeenCalled()
  })
})
