import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Program } from './program.js'

/** Cleans up after a process that ended without cleaning up. */
export interface Guard {
  /** Sets the program that it will end, or none. */
  readonly watch: (program: Program | undefined) => void
  /** Ends the guard. It removes the folder if that still exists. */
  readonly release: () => void
}

/** Starts a process that watches this one. When this process has ended, it ends the program and removes the folder. */
export function guardFolder(folder: string): Guard {
  const script = fileURLToPath(new URL('guard.sh', import.meta.url))
  const child = spawn('sh', [script, folder], {
    cwd: '/',
    // Its own process group, so that Ctrl-C in a terminal does not end it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const { stdin } = child
  // This process does not wait for it.
  child.unref()
  ;(stdin as Socket).unref()
  // Somebody may end the guard. Then nobody cleans up.
  child.on('error', () => undefined)
  stdin.on('error', () => undefined)
  return {
    watch: (program) =>
      void stdin.write(program === undefined ? 'none\n' : `${program.name} ${program.id}\n`),
    release: () => void stdin.end(),
  }
}
