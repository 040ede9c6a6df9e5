import { afterEach, beforeEach, expect, vi, type MockInstance } from 'vitest'
import { configure } from 'vitest-browser-react/pure'

// As apps are developed: React renders twice, and tries each effect out before it counts.
configure({ reactStrictMode: true })

let complaints: MockInstance[] = []

// React says on the console what is wrong with a component: a state that changes outside of `act`, a snapshot that is
// never the same, text that does not match the server's. So a test that makes it say anything fails.
beforeEach(() => {
  complaints = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
})

afterEach(() => {
  const said = complaints.flatMap(({ mock }) => mock.calls)
  vi.restoreAllMocks()
  expect(said).toEqual([])
})
