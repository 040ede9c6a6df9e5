import { expect, it } from 'vitest'
import { runExample } from '../support/run-example.js'

it('year-overview records a bank file, plans from medians, and shows averages and a forecast', async () => {
  expect(await runExample('year-overview')).toBe(`Rent     spent  2700.00, mean 900.00, median 900.00
Grocery  spent   291.30, mean 81.93, median 62.10
Travel   spent   240.00, mean 240.00, median 240.00
All      spent  3231.30
Grocery  45.50 of 65.00, at the end of the month 136.50
Rent     0.00 of 900.00, at the end of the month 900.00
Travel   0.00 of 240.00, at the end of the month 0.00
Safe to spend a day: 12.35
`)
})
