// The example server and its program for tokens, where they cannot do what they are asked for.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bundledProgram } from '../../../scripts/programs.js'
import { root } from '../../support/snippets/snippets.js'
import { temporaryFolder } from '../../support/sql/databases.js'

const secret = { TOKEN_SECRET: 's'.repeat(32) }

/** Runs a program of the server until it ends; in a folder of its own, so that its SQLite file is new. */
async function run(name: string, env: Readonly<Record<string, string>>, options: readonly string[] = []) {
  const folder = await temporaryFolder()
  onTestFinished(folder.remove)
  const program = await bundledProgram(join(root, `examples/server/${name}.ts`))
  const child = spawn(execPath, ['--enable-source-maps', program, ...options], {
    cwd: folder.path,
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ])
  return { code, stdout, stderr }
}

/** Ended with 1 after one line, without a stack and the source of the program. */
const failed = (line: string) => ({ code: 1, stdout: '', stderr: expect.stringMatching(`^${line}\n$`) })

describe('the server ends with one line', () => {
  it.each([
    ['PORT must be a whole number, not "x"', { PORT: 'x' }],
    ['.*ECONNREFUSED.*', { DATABASE_URL: 'postgres://localhost:1/books' }],
  ])('%s', async (line, env) => {
    expect(await run('main', env as Record<string, string>)).toEqual(failed(line))
  })

  it('where its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    expect(await run('main', { PORT: String(port) })).toEqual(failed('listen EADDRINUSE: .*'))
  })
})

describe('the program for tokens ends with one line', () => {
  it.each([
    ['Say one user: token.ts <user> \\[--add\\]', secret, []],
    ['TOKEN_SECRET must be set', {}, ['ada']],
    ['There is no user ada. Add the user with --add', secret, ['ada']],
    ['A user has 1 to 100 letters, .*', secret, ['a b', '--add']],
  ])('%s', async (line, env, options) => {
    expect(await run('token', env as Record<string, string>, options)).toEqual(failed(line))
  })
})
