import { expect, it } from 'vitest'
import { runExample } from '../../support/run-example.js'
import { read, snippetsOf } from '../../support/snippets/snippets.js'

it('two clients with generated types lose no change, and none is made twice', async () => {
  expect((await runExample('client/main')).trim().split('\n')).toEqual([
    "Ada's answer was lost. There is 1 category: Travel",
    'Ada makes it 600.00',
    'Ben is refused: 412. It is 600.00 now',
    'Ben has the report already: 304',
  ])
})

it('the guide shows the client as it is', () => {
  const shown = snippetsOf('docs/client.md', read('docs/client.md')).map(({ code }) => code)
  const client = read('examples/client/budget-client.ts').trimEnd()
  const inTheGuide = "from './examples/client/budgets.js' // yours: './budgets.js'"
  expect(shown).toContain(client.replace("from './budgets.js'", inTheGuide))
})
