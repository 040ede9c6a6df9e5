import { expect, it } from 'vitest'
import { withoutHold } from '../../../src/http/events/timers.js'

it('a timer keeps no process of Node alive', () => {
  const timer = setTimeout(() => undefined, 1_000)
  expect(timer.hasRef()).toBe(true)
  expect(withoutHold(timer)).toBe(timer)
  expect(timer.hasRef()).toBe(false)
  clearTimeout(timer)
})

it('a timer of a browser is a number, and stays one', () => {
  expect(withoutHold(5)).toBe(5)
})
