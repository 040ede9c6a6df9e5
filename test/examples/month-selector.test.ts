import { expect, it } from 'vitest'
import { runExample } from '../support/run-example.js'

it('month-selector lists the months from payday to payday, newest first, and closes one', async () => {
  expect(await runExample('month-selector')).toBe(`2026-02  2026-02-25 to 2026-03-24  58.74 of 400.00  current
2026-01  2026-01-25 to 2026-02-24  61.20 of 400.00

Closing 2026-01
Too late for 2026-02-01: The month 2026-01 is closed; reopen it first

2026-02  2026-02-25 to 2026-03-24  58.74 of 400.00  current
2026-01  2026-01-25 to 2026-02-24  61.20 of 400.00  closed
`)
})
