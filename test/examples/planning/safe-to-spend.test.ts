import { expect, it } from 'vitest'
import { runExample } from '../../support/run-example.js'

it('safe-to-spend keeps the money for bills to come, and adds what was left over', async () => {
  expect(await runExample('safe-to-spend')).toBe(`\
To come on 2026-04-20: 50.00
To come on 2026-04-28: 900.00
Home: 0.00 of 950.00 spent, 950.00 to come, 950.00 at the end
Food: 120.00 of 300.00 spent, 0.00 to come, 360.00 at the end
Safe to spend today: 8.57
With what March left over: 10.57
`)
})
