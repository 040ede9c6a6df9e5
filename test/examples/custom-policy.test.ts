import { expect, it } from 'vitest'
import { runExample } from '../support/run-example.js'

it('custom-policy refuses a plan that saves too little, and says what is missing', async () => {
  expect(await runExample('custom-policy')).toBe(`savings 200.00, travel 1800.00: accepted
savings 200.00, travel 2000.00: refused. Savings (200.00) must be at least 10 % of all budgets (2200.00)
{
  saved: '200.00',
  required: '220.00',
  missing: '20.00',
  minimumPercent: 10
}
savings 222.23, travel 2000.00: accepted
`)
})
