import { describe, it } from 'vitest'
import { budgetLines } from './harness/budget-table.js'
import { eventually } from './harness/eventually.js'
import { panel } from './harness/page-steps.js'
import { exampleLines } from './harness/scenario-lines.js'
import { usePage } from './harness/use-page.js'

const { open } = usePage('production', '/docs/demo/')

describe('the page in a folder of a site', () => {
  it('finds all of its files', async () => {
    const page = await open()
    await eventually(async () => budgetLines(page)).toEqual(exampleLines)
    await panel(page, 'Charts').locator('canvas').first().waitFor()
  })
})
