import { describe, expect, it } from 'vitest'
import { writeJournal } from 'budgetbook/journal'
import { scenarioDocument } from './books.js'

const hledger = `; Months start on day 1: hledger bal --budget -M
decimal-mark .
commodity 1000.00 USD

account Assets:Checking
account Expenses:Travel
account Expenses:Grocery
account Expenses:Entertainment
account Expenses:Food & Dining
account Expenses:Gifts & Donation

~ monthly from 2026-01-01 to 2026-02-01
    Expenses:Travel  2000.00 USD
    Expenses:Grocery  1500.00 USD
    Expenses:Entertainment  500.00 USD
    Expenses:Food & Dining  500.00 USD
    Expenses:Gifts & Donation  500.00 USD
    Assets:Checking

~ monthly from 2026-02-01 to 2026-03-01
    Expenses:Travel  2000.00 USD
    Expenses:Grocery  1500.00 USD
    Expenses:Entertainment  1000.00 USD
    Expenses:Food & Dining  1500.00 USD
    Expenses:Gifts & Donation  2000.00 USD
    Assets:Checking

2026-01-20
    Expenses:Travel  1500.00 USD
    Assets:Checking  -1500.00 USD

2026-01-21
    Expenses:Grocery  300.00 USD
    Assets:Checking  -300.00 USD

2026-02-14 Flight to NYC
    Expenses:Travel  700.00 USD
    Assets:Checking  -700.00 USD

2026-02-15
    Expenses:Grocery  300.00 USD
    Assets:Checking  -300.00 USD

2026-02-16
    Expenses:Entertainment  800.00 USD
    Assets:Checking  -800.00 USD

2026-02-17
    Expenses:Food & Dining  600.00 USD
    Assets:Checking  -600.00 USD
`

const beancount = `; Months start on day 1
option "operating_currency" "USD"

2026-01-01 open Assets:Checking
2026-01-01 open Expenses:Travel USD
  name: "Travel"
2026-01-01 open Expenses:Grocery USD
  name: "Grocery"
2026-01-01 open Expenses:Entertainment USD
  name: "Entertainment"
2026-01-01 open Expenses:Food-Dining USD
  name: "Food & Dining"
2026-01-01 open Expenses:Gifts-Donation USD
  name: "Gifts & Donation"

2026-01-01 custom "budget" Expenses:Travel "monthly" 2000.00 USD
2026-01-01 custom "budget" Expenses:Grocery "monthly" 1500.00 USD
2026-01-01 custom "budget" Expenses:Entertainment "monthly" 500.00 USD
2026-01-01 custom "budget" Expenses:Food-Dining "monthly" 500.00 USD
2026-01-01 custom "budget" Expenses:Gifts-Donation "monthly" 500.00 USD
2026-02-01 custom "budget" Expenses:Travel "monthly" 2000.00 USD
2026-02-01 custom "budget" Expenses:Grocery "monthly" 1500.00 USD
2026-02-01 custom "budget" Expenses:Entertainment "monthly" 1000.00 USD
2026-02-01 custom "budget" Expenses:Food-Dining "monthly" 1500.00 USD
2026-02-01 custom "budget" Expenses:Gifts-Donation "monthly" 2000.00 USD
2026-03-01 custom "budget" Expenses:Travel "monthly" 0.00 USD
2026-03-01 custom "budget" Expenses:Grocery "monthly" 0.00 USD
2026-03-01 custom "budget" Expenses:Entertainment "monthly" 0.00 USD
2026-03-01 custom "budget" Expenses:Food-Dining "monthly" 0.00 USD
2026-03-01 custom "budget" Expenses:Gifts-Donation "monthly" 0.00 USD

2026-01-20 * ""
  Expenses:Travel  1500.00 USD
  Assets:Checking  -1500.00 USD

2026-01-21 * ""
  Expenses:Grocery  300.00 USD
  Assets:Checking  -300.00 USD

2026-02-14 * "Flight to NYC"
  Expenses:Travel  700.00 USD
  Assets:Checking  -700.00 USD

2026-02-15 * ""
  Expenses:Grocery  300.00 USD
  Assets:Checking  -300.00 USD

2026-02-16 * ""
  Expenses:Entertainment  800.00 USD
  Assets:Checking  -800.00 USD

2026-02-17 * ""
  Expenses:Food-Dining  600.00 USD
  Assets:Checking  -600.00 USD
`

describe('the reference scenario as a journal', () => {
  it.each([
    ['hledger', hledger],
    ['beancount', beancount],
  ] as const)('is this text for %s', async (format, text) => {
    expect(writeJournal(await scenarioDocument(), { format })).toBe(text)
  })
})
