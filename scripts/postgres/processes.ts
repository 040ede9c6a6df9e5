import { execFileSync } from 'node:child_process'
import { kill } from 'node:process'

/** Sends a signal to a process. It may have ended already. */
export function killIfThere(id: number, signal: NodeJS.Signals): void {
  try {
    kill(id, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** The child processes of a process. */
export function childrenOf(parent: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'ppid=', '-o', 'pid='], { encoding: 'utf8' })
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/u).map(Number))
    .flatMap(([parentId, id]) => (parentId === parent && id !== undefined ? [id] : []))
}
