import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './place.js'

/** The programs that can be run. */
export type ProgramName = 'initdb' | 'postgres'

/** One of PostgreSQL's programs, running as a child of this process. */
export class Program {
  readonly name: ProgramName
  /** Resolves when it has ended, in whatever way. */
  readonly ended: Promise<void>
  readonly #child: ChildProcess

  /** Starts it. Await {@link Program.started} to know whether that worked. */
  constructor(place: Place, name: ProgramName, args: readonly string[]) {
    this.name = name
    const log = openSync(place.log, 'w')
    this.#child = spawn(join(place.binaries, name), args, {
      ...place.account,
      // A folder that the account may enter.
      cwd: place.folder,
      // Its own process group, so that Ctrl-C in a terminal ends only this process. The guard sees that and ends the
      // program.
      detached: true,
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    this.ended = new Promise((resolve) => void this.#child.once('exit', () => resolve()))
  }

  /** The id of its process. */
  get id(): number {
    if (this.#child.pid === undefined) throw new Error('The program could not be started')
    return this.#child.pid
  }

  /** Whether it runs. */
  get isRunning(): boolean {
    const { pid, exitCode, signalCode } = this.#child
    return pid !== undefined && exitCode === null && signalCode === null
  }

  /** Whether it ended without an error. */
  get hasSucceeded(): boolean {
    return this.#child.exitCode === 0
  }

  /** Resolves when it runs; rejects when it cannot. */
  async started(): Promise<void> {
    await once(this.#child, 'spawn')
  }

  /** Sets whether a running program keeps this process alive. */
  set keepsProcess(keeps: boolean) {
    if (keeps) this.#child.ref()
    else this.#child.unref()
  }
}
