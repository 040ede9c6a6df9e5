import { expect, it } from 'vitest'
import { runExample } from '../../support/run-example.js'

it('carry-over carries up to a cap, follows a late expense, and stays as it is where months are closed', async () => {
  expect(await runExample('carry-over')).toBe(`\
At first: 140.00 for April
  2026-01  100.00 - 30.00 = 70.00, 50.00 carried out, 20.00 dropped
  2026-02  150.00 - 120.00 = 30.00, 30.00 carried out, 0.00 dropped
  2026-03  130.00 - 90.00 = 40.00, 40.00 carried out, 0.00 dropped
After a late expense of 45.00 in January: 115.00 for April
  2026-01  100.00 - 75.00 = 25.00, 25.00 carried out, 0.00 dropped
  2026-02  125.00 - 120.00 = 5.00, 5.00 carried out, 0.00 dropped
  2026-03  105.00 - 90.00 = 15.00, 15.00 carried out, 0.00 dropped
The report of 2026-02: 120.00 of 100.00 spent
Refused: 2026-02 is closed
`)
})
