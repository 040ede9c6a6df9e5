import { afterAll, describe, expect, it } from 'vitest'
import { checkSnippets } from '../support/snippets/check.js'
import {
  allSnippets,
  docComments,
  read,
  snippetsOf,
  sourceFiles,
  type Snippet,
} from '../support/snippets/snippets.js'

const documented = allSnippets()

const snippet = (name: string, code: string, run = true, language: Snippet['language'] = 'ts'): Snippet => ({
  name,
  code,
  language,
  run,
})

// The runner is proved on snippets that are wrong, in the same program as those of the documentation.
const wrong = {
  output: snippet('output', 'console.log(1 + 1) // => 3'),
  silence: snippet('silence', 'if (Date.now() < 0) console.log(1) // => 1'),
  twice: snippet('twice', "for (const text of ['a', 'b']) console.log(text) // => a"),
  type: snippet(
    'type',
    "import { addMonths } from 'budgetbook'\nexport const month: number = addMonths('2026-01', 1)",
  ),
  typeOnly: snippet('typeOnly', "export const month: number = '2026-01'", false),
  name: snippet('name', "import { today } from 'budgetbook'\nexport const day = today"),
  throws: snippet('throws', "import { parseMonth } from 'budgetbook'\nparseMonth('2026-13')"),
  rejects: snippet('rejects', "export const never = await Promise.reject(new Error('no storage'))"),
  unsaid: snippet('unsaid', 'console.log(1)'),
  stale: snippet('stale', 'export const one = 1 // => 1'),
  element: snippet('element', 'export const Page = () => <p hiden>1</p>', false, 'tsx'),
}
const right = {
  nextLine: snippet('nextLine', 'console.log(\n  [1, 2],\n)\n// => [ 1, 2 ]'),
  lines: snippet(
    'lines',
    "for (const text of ['a', 'b\\nc'])\n  console.log(text)\n// => a\n// => b\n// => c",
  ),
  block: snippet('block', 'for (const n of [1, 2]) {\n  console.log(n)\n}\n// => 1\n// => 2'),
  later: snippet(
    'later',
    "setImmediate(() => console.log('later')) // => later\nconsole.log('now') // => now",
  ),
  notRun: snippet('notRun', "throw new Error('not run')", false),
  rendered: snippet(
    'rendered',
    "import { renderToString } from 'react-dom/server'\nconsole.log(renderToString(<p>1</p>)) // => <p>1</p>",
    true,
    'tsx',
  ),
}

const checked = await checkSnippets([...documented, ...Object.values(wrong), ...Object.values(right)])
afterAll(() => checked.dispose())

describe('a snippet of the documentation compiles, runs and prints what it says', () => {
  it.each(documented.map((one): [string, Snippet] => [one.name, one]))('%s', async (_, one) => {
    expect(await checked.problemsOf(one)).toEqual([])
  })

  it('and there are some in the README, in the guides and in the sources', () => {
    const places = new Set(documented.map(({ name }) => name.split(/[/:]/)[0]))
    expect([...places]).toEqual(expect.arrayContaining(['README.md', 'docs', 'src']))
  })

  it('and an @example in the sources is followed by one', () => {
    const lone = sourceFiles().flatMap((path) => {
      const lines = docComments(read(path)).split('\n')
      return lines.flatMap((line, index) =>
        line.startsWith('@example') && lines[index + 1] !== '```ts' ? [`${path}:${index + 1}`] : [],
      )
    })
    expect(lone).toEqual([])
  })
})

describe('the snippet runner', () => {
  it.each<[keyof typeof wrong, string]>([
    ['output', 'line 1: printed "2", not "3"'],
    ['silence', 'line 1: printed nothing, not "1"'],
    ['twice', 'line 1: printed "a\\nb", not "a"'],
    ['type', "line 2: Type 'Month' is not assignable to type 'number'."],
    ['typeOnly', "line 1: Type 'string' is not assignable to type 'number'."],
    ['name', `line 1: Module '"budgetbook"' has no exported member 'today'.`],
    ['throws', 'threw BudgetBookError: text: The calendar has no month 2026-13'],
    ['rejects', 'threw Error: no storage'],
    ['unsaid', 'line 1: nothing says what it prints'],
    ['stale', 'line 1: no console.log prints this'],
  ])('finds what is wrong: %s', async (name, problem) => {
    expect(await checked.problemsOf(wrong[name])).toContain(problem)
  })

  it('finds a property that an element does not have', async () => {
    expect(await checked.problemsOf(wrong.element)).toEqual([
      expect.stringContaining("Property 'hiden' does not exist"),
    ])
  })

  it.each(Object.entries(right))('finds nothing wrong where nothing is: %s', async (_, one) => {
    expect(await checked.problemsOf(one)).toEqual([])
  })

  it('finds the snippets of Markdown, also within a list, by the line of their code', () => {
    const markdown = '- a list\n\n  ```ts\n  a\n    b\n  ```\n\n```sh\nnpm ci\n```\n\n```tsx no-run\nc\n```'
    expect(snippetsOf('x.md', markdown)).toEqual([
      { name: 'x.md:4', code: 'a\n  b', language: 'ts', run: true },
      { name: 'x.md:13', code: 'c', language: 'tsx', run: false },
    ])
  })

  it('refuses a block that would escape it', () => {
    expect(() => snippetsOf('x.md', '```typescript\na\n```')).toThrow('x.md:2: a block of "typescript"')
    expect(() => snippetsOf('x.md', '```\na\n```')).toThrow('x.md:2: a block of ""')
    expect(() => snippetsOf('x.md', '```ts\na')).toThrow('x.md:2: the block does not end')
  })

  it('reads doc comments and no other text of a source', () => {
    const source = '// ```ts\n/** One. */\nconst a = `\n```ts\n`\n  /**\n   * Two.\n   *   three\n   */\nb()'
    expect(docComments(source)).toBe('\nOne.\n\n\n\n\nTwo.\n  three\n\n')
  })
})
