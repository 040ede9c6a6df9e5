import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runOnSources } from '../../../scripts/entries.mjs'
import { root } from '../../support/snippets/snippets.js'

/** Runs the example, and answers its question. */
async function run(args: readonly string[], answer = ''): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const program = [...runOnSources, 'examples/import-statement.ts', ...args]
    const child = execFile(execPath, program, { cwd: root }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr, { cause: error }))
      else resolve({ stdout, stderr })
    })
    child.stdin?.end(answer)
  })
}

const first = `Fresh: 5
  line  3  2026-02-02      58.40  Supermarkt
  line  4  2026-02-03       3.20  Café Central
  line  5  2026-02-03       3.20  Café Central
  line  6  2026-02-04    1234.50  Reisebüro
  line  7  2026-02-05      -3.20  Café Central, Storno
In the book already: 0
Fresh, but perhaps entered by hand: 1
  line  3  2026-02-02      58.40  Supermarkt, as on 2026-02-01
Without a category: 1
  line  9  2026-02-07      10.00  Unbekannt
Rejected: 3
  line  8  The amount is zero
  line 10  Not a date as DD.MM.YYYY: "30.02.2026"
  line 11  Not a date as DD.MM.YYYY: "Summe"
9 of 9 rows accounted for
`

describe('import-statement', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'budgetbook-'))
  })
  afterAll(async () => rm(folder, { recursive: true }))

  it('shows what becomes of each row, and records what the user agrees to, once', async () => {
    const { stdout } = await run([], 'y\n')
    expect(stdout.startsWith(`${first}Record 4 rows? [y/N] `)).toBe(true)
    expect(stdout).toContain('Recorded 4. The same file again:\n\nFresh: 1\n')
    expect(stdout).toContain('In the book already: 4\n')
    expect(stdout.match(/9 of 9 rows accounted for/g)).toHaveLength(2)
  })

  it('records nothing without a yes', async () => {
    expect((await run([], 'n\n')).stdout).toBe(`${first}Record 4 rows? [y/N] `)
  })

  it('reads a long file, and tells how far it is', async () => {
    const path = join(folder, 'statement.csv')
    const lines = Array.from(
      { length: 3_000 },
      (_, at) => `0${(at % 9) + 1}.02.2026;Supermarkt ${at};-1,${10 + (at % 90)}`,
    )
    await writeFile(path, ['Konto 4711;;', 'Buchung;Text;Betrag', ...lines, ''].join('\r\n'))
    const { stdout, stderr } = await run([path, '--yes'])
    expect(stdout).toContain('Fresh: 3000\n')
    expect(stdout).toContain('Recorded 3000.')
    expect(stderr).toContain('checking 3000 of 3000')
    expect(stderr).toContain('storing 3000 of 3000')
  })
})
