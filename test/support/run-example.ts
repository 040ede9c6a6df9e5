import { execFile } from 'node:child_process'
import { execPath } from 'node:process'
import { promisify } from 'node:util'
import { root } from './snippets/snippets.js'
import { runOnSources } from '../../scripts/entries.mjs'

/** Runs an example as a reader of the README does, and gives what it prints; rejects where it fails. */
export async function runExample(name: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(execPath, [...runOnSources, `examples/${name}.ts`], {
    cwd: root,
    // Whatever these say must not change what is printed.
    env: { PATH: process.env['PATH'], TZ: 'Pacific/Kiritimati', LANG: 'ar_EG.UTF-8' },
  })
  if (stderr !== '') throw new Error(stderr)
  return stdout
}
