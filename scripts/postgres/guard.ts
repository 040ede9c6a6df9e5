import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Program } from './program.js'

/** Cleans up after a process that ends without having done so. */
export interface Guard {
  /** Has it end this program, or none. */
  readonly watch: (program: Program | undefined) => void
  /** Lets it go; it removes the folder if that is still there. */
  readonly release: () => void
}

/** Has a process of its own watch this one, and end the program and remove its folder when this one has ended. */
export function guardFolder(folder: string): Guard {
  const script = fileURLToPath(new URL('guard.sh', import.meta.url))
  const child = spawn('sh', [script, folder], {
    cwd: '/',
    // A group of its own: Ctrl-C in a terminal is not for it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const { stdin } = child
  // Nothing here waits for it.
  child.unref()
  ;(stdin as Socket).unref()
  // Somebody may end it; then there is just nobody to clean up.
  child.on('error', () => undefined)
  stdin.on('error', () => undefined)
  return {
    watch: (program) =>
      void stdin.write(program === undefined ? 'none\n' : `${program.name} ${program.id}\n`),
    release: () => void stdin.end(),
  }
}
