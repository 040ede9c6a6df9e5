import { expect, it } from 'vitest'
import { runExample } from '../support/run-example.js'

it('sqlite keeps two users apart, and restores a backup of one', async () => {
  expect(await runExample('sqlite')).toBe(`Durability: disk
ada: accepted
bob: Total budgets (700.00) exceed your monthly limit (500.00)
Restored budgets: 1
Problems: []
`)
})
