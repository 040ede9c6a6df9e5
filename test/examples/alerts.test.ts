import { expect, it } from 'vitest'
import { runExample } from '../support/run-example.js'

it('alerts says which statuses moved with each expense, and whether they got worse', async () => {
  expect(await runExample('alerts')).toBe(`Concert tickets: 700.00
Cinema with friends: 250.00
  ! Entertainment: good -> critical
A feast: 1300.00
  ! Food & Dining: good -> warning
  ! The month: good -> critical
Refund: the singer is ill: -300.00
    Entertainment: critical -> good
    The month: critical -> warning
`)
})
