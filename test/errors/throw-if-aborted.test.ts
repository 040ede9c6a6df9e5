import { describe, expect, it } from 'vitest'
import { isBudgetBookError } from 'budgetbook'
import { throwIfAborted } from '../../src/errors/throw-if-aborted.js'
import type { AbortSignalLike } from '../../src/lib/abort.js'

function thrownFor(signal: AbortSignalLike): unknown {
  try {
    throwIfAborted(signal)
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown')
}

describe('throwIfAborted', () => {
  it('lets pass what was not aborted, and what cannot be', () => {
    expect(() => throwIfAborted(undefined)).not.toThrow()
    expect(() => throwIfAborted(new AbortController().signal)).not.toThrow()
    expect(() => throwIfAborted({ aborted: false, reason: 'left over' })).not.toThrow()
  })

  it('throws aborted with the reason of the signal as its cause', () => {
    const reason = new Error('the user left')
    const error = thrownFor(AbortSignal.abort(reason))
    expect(isBudgetBookError(error, 'aborted')).toBe(true)
    expect(error).toMatchObject({
      message: expect.stringContaining('Nothing was written') as string,
      cause: reason,
      details: {},
    })
    expect((thrownFor({ aborted: true }) as Error).cause).toBeUndefined()
  })

  it('answers a hostile signal with invalid_input', () => {
    const cause = new Error('mine')
    const signal = {
      get aborted(): never {
        throw cause
      },
    }
    expect(isBudgetBookError(thrownFor(signal), 'invalid_input')).toBe(true)
    expect(thrownFor(signal)).toMatchObject({ cause })
  })

  it("has the platform's own reason as its cause where the app gave none", () => {
    expect(thrownFor(AbortSignal.abort())).toMatchObject({ cause: { name: 'AbortError' } })
  })
})
