import { expect, it } from 'vitest'
import { runExample } from '../../support/run-example.js'

it('gateway, without a server, spends what fits under each cap on PGlite, where a check alone spends more', async () => {
  const output = await runExample('gateway/main')
  const overspent = Array.from(output.matchAll(/spent (\S+), \S+ over the cap/g), ([, spent]) =>
    Number(spent),
  )
  expect(overspent.map((spent) => spent > 1)).toEqual([true, true])
  expect(output.replace(/spent \S+, \S+ over/g, 'spent X, Y over'))
    .toBe(`4 workers in one process, on PGlite. Each serves 12 requests for each key at a time.
A key may spend 1.00. A request costs up to 0.20.

A check, then a write:
  mobile: spent X, Y over the cap
  search: spent X, Y over the cap
A hold, then a commit:
  mobile: spent 0.90, on hold 0.00
  search: spent 0.90, on hold 0.00
  Reports that saw spent + held above a cap: 0
  Rows that do not fit together: 0
`)
})
