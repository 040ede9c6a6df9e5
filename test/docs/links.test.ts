import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { markdownFiles, read, root } from '../support/snippets/snippets.js'

const pages = markdownFiles()
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }

/** Text outside of fenced blocks: what stands in those is not a link. */
function prose(path: string): string {
  return read(path).replace(/^ *```.*?^ *```$/gms, '')
}

function linksOf(path: string): string[] {
  return Array.from(prose(path).matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target)
}

/** The anchors of a page, as GitHub makes them of its headings: the second of two equal ones ends in `-1`. */
function anchorsOf(path: string): Set<string> {
  const seen = new Map<string, number>()
  const headings = Array.from(prose(path).matchAll(/^#+ (.+)$/gm), ([, heading = '']) => heading)
  return new Set(
    headings.map((heading) => {
      const anchor = heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-')
      const before = seen.get(anchor) ?? 0
      seen.set(anchor, before + 1)
      return before === 0 ? anchor : `${anchor}-${before}`
    }),
  )
}

/** What is wrong with the links of a page that stay within the project. */
function brokenLinks(path: string): string[] {
  return linksOf(path)
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? path : join(dirname(path), file)
      if (!existsSync(join(root, target))) return true
      return anchor !== undefined && !anchorsOf(target).has(anchor)
    })
}

/** What a page names in passing, as code, as a path of the project or as an npm script. */
function missingNames(path: string): string[] {
  const text = read(path)
  const paths = Array.from(
    text.matchAll(/`((?:docs|examples|scripts|src|test)\/[\w./-]+)`/g),
    ([, name = '']) => name,
  )
  const runs = Array.from(text.matchAll(/npm run ([\w:]+)/g), ([, name = '']) => name)
  return [
    ...paths.filter((name) => !existsSync(join(root, name))),
    ...runs.filter((name) => !(name in scripts)),
  ]
}

describe.each(pages)('%s', (path) => {
  it('links to nothing that is not there', () => {
    expect(brokenLinks(path)).toEqual([])
  })

  it('names no file and no npm script that is not there', () => {
    expect(missingNames(path)).toEqual([])
  })
})

it('no comment and no string of the code names a guide that is not there', () => {
  const missing = ['src', 'test', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|tsx|mjs)$/.test(name))
      .flatMap((name) => {
        const guides = read(`${folder}/${name}`).match(/\bdocs\/[\w-]+\.md\b/g) ?? []
        return guides
          .filter((guide) => !existsSync(join(root, guide)))
          .map((guide) => `${folder}/${name}: ${guide}`)
      }),
  )
  expect(missing).toEqual([])
})

describe('from the README', () => {
  const linked = linksOf('README.md')

  it.each(pages.filter((page) => page !== 'README.md'))('%s can be reached', (page) => {
    expect(linked).toContain(page)
  })

  // A part of another example is run with it.
  // A folder is an example of several files, the first of which is main.ts. The recipes and the page are tested apart.
  const examples = readdirSync(join(root, 'examples'), { withFileTypes: true })
    .filter(({ name }) => name !== 'front-ends' && name !== 'web')
    .map((entry) => (entry.isDirectory() ? `${entry.name}/main.ts` : entry.name))
  const sources = examples.map((name) => read(`examples/${name}`))
  const tests = readdirSync(join(root, 'test/examples'), { recursive: true, encoding: 'utf8' })
  const isPart = (name: string) =>
    sources.some((source) => source.includes(`from './${name.replace(/\.ts$/, '.js')}'`))

  it.each(examples.filter((name) => !isPart(name)))(
    'the example %s can be reached, and has a test',
    (name) => {
      expect(linked).toContain(`examples/${name}`)
      expect(tests.map((path) => basename(path))).toContain(name.replace(/(\/main)?\.ts$/, '.test.ts'))
    },
  )

  it.each(readdirSync(join(root, 'examples/front-ends')))(
    'the recipe %s can be reached, and has a test',
    (name) => {
      expect(linked).toContain(`examples/front-ends/${name}`)
      expect(readdirSync(join(root, 'test/front-ends'))).toContain(name.replace(/\.ts$/, '.test.ts'))
    },
  )
})
