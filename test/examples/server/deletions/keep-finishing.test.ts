// When the example server finishes deletions.
import { expect, it, onTestFinished, vi } from 'vitest'
import { keepFinishing } from '../../../../examples/server/database/deletions.js'

it('now and every ten minutes, also after a try that failed, until the server stops', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const failures: string[] = []
  let tries = 0
  const finish = async () => {
    tries++
    if (tries === 1) throw new Error('away')
  }
  const { stop } = keepFinishing(finish, ({ message }) => void failures.push(message))
  expect(tries).toBe(1)
  await vi.advanceTimersByTimeAsync(3 * 600_000)
  await stop()
  await vi.advanceTimersByTimeAsync(3 * 600_000)
  expect([tries, failures]).toEqual([4, ['away']])
})
