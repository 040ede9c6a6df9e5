import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createMemoryAdapter } from 'budgetbook'
import { fillBook } from '../books.js'
import { bytesLine, type Line } from '../measure.js'
import { say } from '../settings.js'

/** What a process takes at most, from its start on: the text of a document parsed and imported, then exported as text. */
export async function peaks(size: number): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'long-work-'))
  try {
    const { book } = await fillBook(createMemoryAdapter(), { expenses: size, months: 120 })
    const file = join(folder, 'document.json')
    const text = JSON.stringify(await book.exportBook())
    await writeFile(file, text)
    const script = fileURLToPath(new URL('peak.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, script, file])
    const { parsed, imported, exported } = JSON.parse(stdout) as Record<string, number>
    const where = `memory, ${say(size)} expenses`
    return [
      bytesLine(`${where}: the text of the document`, text.length),
      bytesLine(`${where}: the most that a process takes which only parses it`, parsed ?? Number.NaN),
      bytesLine(`${where}: which imports it too`, imported ?? Number.NaN),
      bytesLine(`${where}: which exports it as text after that`, exported ?? Number.NaN),
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}
