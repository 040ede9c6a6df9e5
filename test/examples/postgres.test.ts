import { expect, it } from 'vitest'
import { runExample } from '../support/run-example.js'

it('postgres, without a server, reports the reference scenario on PGlite and lets one writer win each race', async () => {
  expect(await runExample('postgres')).toBe(`Kept in PGlite: isolation database

Travel: 700.00 of 2000.00, 35 %, good
Grocery: 300.00 of 1500.00, 20 %, good
Entertainment: 800.00 of 1000.00, 80 %, warning
Food & Dining: 600.00 of 1500.00, 40 %, good
Gifts & Donation: 0.00 of 2000.00, 0 %, good
Spent 2400.00 of 8000.00 (30 %)
Warning: Combined category budgets (8000.00) exceed monthly limit (5000.00) by 3000.00

4 adapters in one process raced 20 times under enforce: 20 times one was accepted
Rows that do not fit together: 0
`)
})
