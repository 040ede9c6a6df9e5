import { expect, it } from 'vitest'
import { runExample } from '../../support/run-example.js'

it('card-authorization takes each bill once, asks for the excess, and lets what is never billed expire', async () => {
  expect(await runExample('card-authorization')).toBe(`\
                                                   spent    held    free
Hotel: 200.00 authorized                            0.00  200.00  300.00
Car: 150.00 authorized                              0.00  350.00  150.00
Fuel: 80.00 authorized                              0.00  430.00   70.00
Ferry: 40.00 authorized                             0.00  470.00   30.00
Hotel: 180.00 captured by event-1                 180.00  270.00   50.00
Hotel: 180.00 captured by event-1                 180.00  270.00   50.00
Fuel: 95.00 captured by event-2                   275.00  190.00   35.00
400.00 refused for event-3: spending_rejected     275.00  190.00   35.00
  Spending and holds in Travel would come to 715.00, 215.00 over its budget (500.00)
Car: 160.00 captured by event-4                   435.00   40.00   25.00
Ferry: released                                   435.00    0.00   65.00
Ticket: 45.00 authorized                          435.00   45.00   20.00
A week later                                      435.00    0.00   65.00
45.00 refused for event-5: hold_expired           435.00    0.00   65.00
Ticket: recorded                                  480.00    0.00   20.00
`)
})
