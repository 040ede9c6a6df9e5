import { spawnSync } from 'node:child_process'

/** What hledger answers as CSV, without the header. It fails the test if hledger complains. */
export function hledgerRows(journal: string, args: readonly string[]): string[][] {
  const { status, stdout, stderr, error } = spawnSync('hledger', [...args, '-f', '-', '-O', 'csv'], {
    input: journal,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  if (error ?? status !== 0)
    throw new Error(`hledger failed. Install it: apt-get install hledger\n${stderr}\n${journal}`, {
      cause: error,
    })
  return stdout
    .split('\n')
    .slice(1, -1)
    .map((line) =>
      Array.from(line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g), ([, cell = '']) => cell.replaceAll('""', '"')),
    )
}
