import { expect, it } from 'vitest'
import { runExample } from '../support/run-example.js'

it('enforce accepts what fits, refuses what does not, and shares out exactly what is left', async () => {
  expect(await runExample('enforce')).toBe(`Travel: 2000.00 accepted
Grocery: 1500.00 accepted
Entertainment: 1000.00 accepted
Food & Dining: 1500.00 refused. Total budgets (6000.00) exceed your monthly limit (5000.00); up to 500.00 would do
Gifts & Donation: 2000.00 refused. Total budgets (6500.00) exceed your monthly limit (5000.00); up to 500.00 would do

Sharing 500.00 as 214.29 + 285.71: accepted
Total 5000.00 of 5000.00
`)
})
