import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { runOnSources } from '../entries.mjs'

/** The example server, in its own process. */
export interface ServerProcess {
  readonly url: string
  /** The id of its process. */
  readonly pid: number
  /** Asks it to stop, as a container does. Returns its exit code and the last line that it printed. */
  readonly stop: () => Promise<{ readonly code: number | null; readonly lastLine: string }>
}

/** Starts it on a free port, and waits until it takes requests. */
export async function startServerProcess(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const main = fileURLToPath(new URL('../../examples/server/main.ts', import.meta.url))
  const child = spawn(process.execPath, [...runOnSources, main], {
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close') as Promise<[number | null]>
  let lastLine = ''
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
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
      return { code, lastLine }
    },
  }
}
