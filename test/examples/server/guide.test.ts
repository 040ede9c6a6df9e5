// What the guide of the example server lists, against its sources.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../../support/snippets/snippets.js'

const read = (path: string) => readFileSync(join(root, 'examples/server', path), 'utf8')
const guide = read('README.md')

/** What a pattern finds, sorted. */
const all = (text: string, pattern: RegExp) =>
  Array.from(text.matchAll(pattern), ([, ...groups]) => groups.join(' ')).sort()

it('lists every error code with its status', () => {
  const codes = all(read('errors.ts'), /^ {2}(\w+): \{ status: (\d{3}), message/gm)
  expect(codes).toContain('last_owner 409')
  expect(all(guide, /^\| `([a-z_]+)` +\| (\d{3}) /gm)).toEqual(codes)
})

it('lists every figure', () => {
  const figures = all(read('observability/metrics.ts'), /(?:\bname: |\bgauge\()'(\w+)'/g)
  expect(figures).toContain('open_books')
  expect(all(guide, /^\| `((?:http|open)_[a-z_]+)` /gm)).toEqual(figures)
})
