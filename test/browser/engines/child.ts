import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import process from 'node:process'

/** A program that runs beside the tests. */
export interface Child {
  /** The operating system's id of its process. */
  readonly processId: number
  /** The first group of a pattern, as soon as the program has printed it. */
  readonly printed: (pattern: RegExp) => Promise<string>
  /** Resolves when it has ended. */
  readonly ended: Promise<void>
  /** Ends it at once, and resolves when it has ended. */
  readonly end: () => Promise<void>
}

/** Where a program is that the tests cannot do without. */
export interface Program {
  readonly path: string
  /** What to do where there is none. */
  readonly remedy: string
}

/** Says what to install where a program is missing; before anything is started, so that nothing is left behind. */
export function requireProgram({ path, remedy }: Program): void {
  if (existsSync(path)) return
  throw new Error(`There is no ${basename(path)} at ${path}, and these tests need one: ${remedy}`)
}

/** Starts a program, which ends with the tests at the latest. */
export function startChild(
  { path }: Program,
  args: readonly string[],
  options: Pick<SpawnOptions, 'env'> = {},
): Child {
  const child = spawn(path, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  // What is to be ended has nothing left to save.
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', () => {
      process.off('exit', kill)
      resolve()
    })
    child.once('error', reject)
  })
  return {
    processId: child.pid!,
    printed: watchOutput(child, basename(path)),
    ended,
    end: async () => {
      kill()
      await ended
    },
  }
}

function watchOutput(child: ChildProcess, name: string): Child['printed'] {
  let output = ''
  let running = true
  let changed: () => void = () => undefined
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      changed()
    })
  }
  child.once('close', () => {
    running = false
    changed()
  })
  return async (pattern) => {
    for (;;) {
      const found = pattern.exec(output)?.[1]
      if (found !== undefined) return found
      if (!running) throw new Error(`${name} has ended before it was ready:\n${output}`)
      await new Promise<void>((resolve) => {
        changed = resolve
      })
    }
  }
}
