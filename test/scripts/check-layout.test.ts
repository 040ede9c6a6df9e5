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

  it.each(["export * from './a.js'", "export * as a from './a.js'", "export type * from './a.js'"])(
    'refuses %s in src',
    async (statement) => {
      const { problems, code } = await check({ 'src/index.ts': `// a face\n${statement}\n` })
      expect(code).toBe(1)
      expect(problems).toEqual([expect.stringContaining('src/index.ts:2 exports everything')])
    },
  )
})
