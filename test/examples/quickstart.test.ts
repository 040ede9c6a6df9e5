import { expect, it } from 'vitest'
import { read } from '../support/snippets/snippets.js'
import { runExample } from '../support/run-example.js'

const expected = `2026-02, in USD

Category           Budget   Spent  Remaining  Used  Status
Travel            2000.00  700.00    1300.00  35 %  good
Grocery           1500.00  300.00    1200.00  20 %  good
Entertainment     1000.00  800.00     200.00  80 %  warning
Food & Dining     1500.00  600.00     900.00  40 %  good
Gifts & Donation  2000.00    0.00    2000.00   0 %  good

Spent 2400.00 of 8000.00 (30 %), 5600.00 left
Categories: 4 good, 1 warning, 0 critical, 0 over budget
Warning: Combined category budgets (8000.00) exceed monthly limit (5000.00) by 3000.00

                2026-01  2026-02
Budget          5000.00  8000.00
Spent           1800.00  2400.00
Remaining       3200.00  5600.00
Used               36 %     30 %
Over the limit     0.00  3000.00
`

it('quickstart reports the two months of the reference scenario', async () => {
  expect(await runExample('quickstart')).toBe(expected)
})

it('and the README shows what it prints', () => {
  expect(read('README.md')).toContain(`\`\`\`text\n${expected}\`\`\``)
})
