import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { runOnSources } from '../entries.mjs'
import { bundledProgram } from '../programs.js'

/** The example server, in its own process. */
export interface ServerProcess {
  readonly url: string
  /** The id of its process. */
  readonly pid: number
  /** Asks it to stop, as a container does. Returns its exit code and the last line that it printed. */
  readonly stop: () => Promise<{ readonly code: number | null; readonly lastLine: string }>
  /** Ends it as a loss of power would, and waits until it is gone. */
  readonly kill: () => Promise<void>
}

const main = fileURLToPath(new URL('../../examples/server/main.ts', import.meta.url))
const sources = [...runOnSources, main]

/**
 * Starts it on a free port, and waits until it takes requests.
 *
 * @param program - The arguments of Node: by default those that run the sources.
 */
export async function startServerProcess(
  env: Readonly<Record<string, string>>,
  program: readonly string[] = sources,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, program, {
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'close') as Promise<[number | null]>
  // The last lines may be read after the process has ended.
  const read = once(lines, 'close')
  let lastLine = ''
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      lastLine = line
      const listening = /^Listening on (\S+),/.exec(line)?.[1]
      if (listening !== undefined) resolve(listening)
    })
    ended.then(([code]) => reject(new Error(`The server ended with ${code}: ${lastLine}`)), reject)
  })
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM')
      const [code] = await ended
      await read
      return { code, lastLine }
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** As {@link startServerProcess}, but from a bundle, which starts several times as fast. */
export async function startBundledServer(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  return startServerProcess(env, ['--enable-source-maps', await bundledProgram(main)])
}
