import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execPath } from 'node:process'
import { afterEach, describe, expect, it } from 'vitest'
import { root } from '../support/snippets/snippets.js'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** What the check says of a package with these files, a line a problem, and its exit code. */
async function check(files: Readonly<Record<string, string>>): Promise<{ problems: string[]; code: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'layout-'))
  folders.push(folder)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return new Promise((resolve) => {
    execFile(execPath, [join(root, 'scripts/check-layout.mjs'), folder], (error, _, stderr) => {
      resolve({ problems: stderr.split('\n').filter(Boolean), code: error ? Number(error.code) : 0 })
    })
  })
}

const lines = (count: number) => 'const a = 1\n'.repeat(count)
const filesIn = (folder: string, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${folder}/file-${index}.ts`, '']))

describe('the check of the layout', () => {
  it('accepts a file of 300 lines and a folder of 15 files', async () => {
    const files = { 'src/index.ts': lines(300), ...filesIn('src/money', 15), ...filesIn('test', 15) }
    expect(await check(files)).toEqual({ problems: [], code: 0 })
  })

  it('refuses a file of src with 301 lines, in whatever folder, and lets a test be longer', async () => {
    const { problems, code } = await check({ 'src/a/b.ts': lines(301), 'test/long.test.ts': lines(500) })
    expect(code).toBe(1)
    expect(problems).toEqual([expect.stringContaining('src/a/b.ts has 301 lines')])
  })

  it.each(['src', 'src/money', 'test/money', 'test/a/b'])(
    'refuses 16 files beside each other in %s',
    async (path) => {
      const { problems, code } = await check({
        'src/index.ts': '',
        ...filesIn(path, path === 'src' ? 15 : 16),
      })
      expect(code).toBe(1)
      expect(problems).toEqual([expect.stringContaining(`${path} has 16 files`)])
    },
  )

  it('accepts 100 lines in a file of the page, and more in a style sheet', async () => {
    const files = {
      'examples/web/src/main.tsx': lines(100),
      'examples/web/src/styles/page.css': '.a {}\n'.repeat(200),
      'examples/web/vite.config.ts': lines(200),
    }
    expect(await check(files)).toEqual({ problems: [], code: 0 })
  })

  it.each(['texts.ts', 'budgets/budgets-panel.tsx'])('refuses 101 lines in %s of the page', async (name) => {
    const { problems, code } = await check({ [`examples/web/src/${name}`]: lines(101) })
    expect(code).toBe(1)
    expect(problems).toEqual([expect.stringContaining(`examples/web/src/${name} has 101 lines`)])
  })

  it('refuses two components in a file of the page; a hook beside one is fine', async () => {
    const one = 'export function Row() {}\nexport function useRow() {}\n'
    const files = { 'examples/web/src/a.tsx': one, 'examples/web/src/b.tsx': `${one}export const Cell = 1\n` }
    const { problems, code } = await check(files)
    expect(code).toBe(1)
    expect(problems).toEqual([expect.stringContaining('examples/web/src/b.tsx exports 2 components')])
  })

  it.each(["export * from './a.js'", "export * as a from './a.js'", "export type * from './a.js'"])(
    'refuses %s in src',
    async (statement) => {
      const { problems, code } = await check({ 'src/index.ts': `// a face\n${statement}\n` })
      expect(code).toBe(1)
      expect(problems).toEqual([expect.stringContaining('src/index.ts:2 exports everything')])
    },
  )
})
