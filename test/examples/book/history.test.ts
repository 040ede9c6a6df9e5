import { expect, it } from 'vitest'
import { runExample } from '../../support/run-example.js'

it('history shows who changed what, undoes one entry and no other, makes it again, and refuses to lose work', async () => {
  expect(await runExample('history')).toBe(`Ben pasted a wrong amount: 41800.00 budgeted
  09:04  Ada  Travel    250.00 →   300.00
  09:03  Ben  Food      400.00 → 41500.00
  09:02  Ben  Travel      none →   250.00
  09:01  Ada  Food        none →   400.00

Ada undid it: 700.00 budgeted
Ben made it again: 41800.00 budgeted
Ben undid it again: 700.00 budgeted
Ben cannot undo his first entry: undo_conflict, changed
  09:07  Ben  Food    41500.00 →   400.00
  09:06  Ben  Food      400.00 → 41500.00
  09:05  Ada  Food    41500.00 →   400.00
  09:04  Ada  Travel    250.00 →   300.00
  09:03  Ben  Food      400.00 → 41500.00
  09:02  Ben  Travel      none →   250.00
  09:01  Ada  Food        none →   400.00
`)
})
