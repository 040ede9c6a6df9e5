import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './place.js'

/** What there is to run. */
export type ProgramName = 'initdb' | 'postgres'

/** One of PostgreSQL's programs, running as a child of this process. */
export class Program {
  readonly name: ProgramName
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<void>
  readonly #child: ChildProcess

  /** Starts it; await {@link Program.started} to know that it could be. */
  constructor(place: Place, name: ProgramName, args: readonly string[]) {
    this.name = name
    const log = openSync(place.log, 'w')
    this.#child = spawn(join(place.binaries, name), args, {
      ...place.account,
      // It has to be one that the account may enter.
      cwd: place.folder,
      // A group of its own: Ctrl-C in a terminal is not for it, but for this process, whose end the guard sees.
      detached: true,
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    this.ended = new Promise((resolve) => void this.#child.once('exit', () => resolve()))
  }

  /** The operating system's id of it. */
  get id(): number {
    if (this.#child.pid === undefined) throw new Error('The program could not be started')
    return this.#child.pid
  }

  /** Whether it runs. */
  get isRunning(): boolean {
    const { pid, exitCode, signalCode } = this.#child
    return pid !== undefined && exitCode === null && signalCode === null
  }

  /** Whether it ended well. */
  get hasSucceeded(): boolean {
    return this.#child.exitCode === 0
  }

  /** Resolves when it runs; rejects when it cannot. */
  async started(): Promise<void> {
    await once(this.#child, 'spawn')
  }

  /** Lets this process end although the program runs, or no longer. */
  set keepsProcess(keeps: boolean) {
    if (keeps) this.#child.ref()
    else this.#child.unref()
  }
}
