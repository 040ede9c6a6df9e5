import { readdir, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, inject, it } from 'vitest'

const folder = inject('pageFolders').production

/** What a browser loads before the page can be used: what index.html names, and what those files import at once. */
async function initialFiles(): Promise<ReadonlyMap<string, Buffer>> {
  const html = await readFile(join(folder, 'index.html'), 'utf8')
  const files = new Map<string, Buffer>()
  const waiting = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file = '']) => file)
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue
    const body = await readFile(join(folder, file))
    files.set(file, body)
    for (const [, imported = ''] of body.toString().matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g))
      waiting.push(posix.join(posix.dirname(file), imported))
  }
  return files
}

async function filesWith(text: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  const scripts = names.filter((name) => name.endsWith('.js'))
  const bodies = await Promise.all(scripts.map(async (name) => readFile(join(folder, name), 'utf8')))
  return scripts.filter((_, at) => bodies[at]?.includes(text))
}

describe('what the page loads at first', () => {
  it('is at most 120 kB of script and style, gzipped', async () => {
    const files = await initialFiles()
    const sizes = [...files].map(([file, body]) => ({ file, size: gzipSync(body, { level: 9 }).length }))
    const total = sizes.reduce((sum, { size }) => sum + size, 0)
    expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(120_000)
    expect(sizes.some(({ file }) => file.endsWith('.css'))).toBe(true)
  })

  it('leaves out the charts and the files that are imported', async () => {
    const initial = [...(await initialFiles()).keys()]
    // A text of each library that no minifier changes.
    for (const text of ['is not a registered', 'UndetectableDelimiter']) {
      const holders = await filesWith(text)
      expect(holders, `files with "${text}"`).not.toEqual([])
      expect(holders.filter((file) => initial.includes(file))).toEqual([])
    }
  })
})
