import { expect, it } from 'vitest'
import { runExample } from '../support/run-example.js'

it('move-book refuses the damaged backup, and restores the whole one', async () => {
  expect(await runExample('move-book'))
    .toBe(`The document is damaged (its checksum does not match). Nothing was imported; use another export of the book
Categories after a damaged backup: 0
Spent after the whole one: 700.00 of 2000.00
The same category: true, with {"icon":"plane"}
`)
})
