import { expect, it, onTestFinished, vi } from 'vitest'
import { Progress } from '../../../examples/server/jobs/progress.js'

it('a job tells its progress once a second at most, with an id that a shell takes', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const lines: string[] = []
  const progress = new Progress((line) => lines.push(line))
  for (let at = 1; at <= 30; at++) {
    vi.advanceTimersByTime(100)
    progress.done(`it's ${at}`)
  }
  expect(lines).toEqual(
    [10, 20, 30].map((at) => `${at} books, 10 a second. To resume: --after 'it'\\''s ${at}'`),
  )
})
