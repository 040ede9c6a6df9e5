import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { read, root, snippetsOf } from '../support/snippets/snippets.js'

const recipes = readdirSync(join(root, 'examples/front-ends'))
const shown = snippetsOf('docs/front-ends.md', read('docs/front-ends.md')).map(({ code }) => code)

it.each(recipes)('the guide shows the recipe %s as it is', (name) => {
  expect(shown).toContain(read(`examples/front-ends/${name}`).trimEnd())
})
